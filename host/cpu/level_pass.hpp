// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <vector>

#include "cuda/level_counts.hpp"
#include "cuda/shape.hpp"
#include "host/cpu/buffer.hpp"
#include "host/cpu/simd.hpp"

namespace brink {

/// What is known of an image whose words are being counted.
struct LevelState {
  std::uint64_t words = 0;   ///< seen, with the padding
  std::uint64_t fields = 0;  ///< levels seen, with those of lanes that hold no pixel
  std::uint64_t sum = 0;
  std::uint64_t upper_half = 0;
  std::vector<std::uint32_t> count;    ///< [level], filled in the pass's windows
  std::vector<std::uint32_t> present;  ///< the levels that occur, where so asked
};

/// Counts levels of packed words in one sweep, choosing the cheapest loop that
/// fills the windows asked for. Where a window is one level that many more pixels
/// hold than any solver asks for, it is counted in the first part of the image only.
class LevelPass {
 public:
  /// Counts at least `wanted`.
  LevelPass(Shape shape, LevelWindows wanted, simd::Totals totals);

  /// The levels that are really counted: `wanted` or more.
  const LevelWindows& windows() const { return windows_; }

  /// Whether an image is its number of ones.
  bool two_levels() const { return method_ == Method::ones; }

  LevelState fresh_state() const;
  void reset(LevelState& state) const;  ///< after finish
  /// `words` is padded, zeros where there is no pixel.
  void add(const std::uint32_t* words, std::size_t padded, LevelState& state);
  /// The counts of the `pixels` that count, once every chunk was added; all other
  /// lanes stood at level 0. Valid while `state` is.
  LevelCounts finish(LevelState& state, std::uint64_t pixels) const;

 private:
  enum class Method { ones, pairs, each_level, extremes, every_pixel, few_pixels };

  void choose_part();
  std::size_t counted_words(std::size_t padded, const LevelState& state) const;
  void add_ones(const std::uint32_t* words, std::size_t padded, LevelState& state) const;
  void add_pairs(const std::uint32_t* words, std::size_t padded, std::size_t counted,
                 LevelState& state) const;
  void compare(const std::uint32_t* words, std::size_t padded, LevelState& state) const;
  void count_extremes(const std::uint32_t* words, std::size_t padded, LevelState& state);
  template <class Level>
  void visit_every(const std::uint32_t* words, std::size_t padded, LevelState& state);

  Shape shape_;
  LevelWindows windows_;
  simd::Totals totals_;
  Method method_;
  std::uint64_t part_;  ///< words after which levels are no longer counted
  bool partial_ = false;
  std::vector<std::uint16_t> compared_;  ///< each_level: the levels in the windows, in pairs
  std::uint32_t lowest_bit_ = 0, highest_bit_ = 0;  ///< simd::extreme_words
  Buffer<std::uint32_t> words_;                     ///< those it finds
  Buffer<std::uint32_t> levels_;                    ///< of them, those in the windows
  Buffer<std::uint16_t> lanes_;
};

}  // namespace brink
