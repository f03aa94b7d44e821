// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <vector>

#include "cuda/level_counts.hpp"
#include "cuda/shape.hpp"
#include "host/cpu/simd/buffer.hpp"
#include "host/cpu/simd/simd.hpp"

namespace brink {

/// The state of an image whose words are being counted.
struct LevelState {
  std::uint64_t words = 0;   ///< words seen, with the padding
  std::uint64_t fields = 0;  ///< levels seen, with those of lanes that hold no pixel
  std::uint64_t sum = 0;
  std::uint64_t upper_half = 0;
  std::vector<std::uint32_t> count;    ///< [level], filled in the pass's windows
  std::vector<std::uint32_t> present;  ///< the levels that occur, where that is asked for
};

/// Counts levels of packed words in one sweep, choosing the cheapest loop that
/// fills the windows asked for. Where a window is one level that many more pixels
/// hold than any solver asks for, it is counted in the first part of the image only.
class LevelCounter {
 public:
  /// Counts at least `wanted`.
  /// @param counting how many pixels of an image count, of which all others have level 0
  LevelCounter(Shape shape, LevelWindows wanted, simd::Totals totals, std::uint64_t counting);
  LevelCounter(Shape shape, LevelWindows wanted, simd::Totals totals)
      : LevelCounter(shape, wanted, totals, shape.pixels()) {}

  /// The levels that are really counted: those of `wanted` or more.
  const LevelWindows& windows() const { return windows_; }

  /// Whether the number of ones describes an image.
  bool two_levels() const { return method_ == Method::ones; }

  LevelState fresh_state() const;
  void reset(LevelState& state) const;  ///< after finish
  /// Counts `words`, which are padded and hold zeros where there is no pixel.
  void add(const std::uint32_t* words, std::size_t padded, LevelState& state);
  /// The counts of an image once every chunk was added. `pixels` is the number of pixels that
  /// count; all other lanes hold level 0. Valid while `state` is.
  LevelCounts finish(LevelState& state, std::uint64_t pixels) const;

 private:
  enum class Method { ones, pairs, each_level, extremes, every_pixel, few_pixels };

  void choose_part(std::uint64_t counting);
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
  std::uint64_t part_;  ///< after this many words levels are no longer counted
  bool partial_ = false;
  std::vector<std::uint16_t> compared_;  ///< for each_level: the levels in the windows, in pairs
  std::uint32_t lowest_bit_ = 0, highest_bit_ = 0;  ///< for simd::extreme_words
  Buffer<std::uint32_t> words_;                     ///< the words that it finds
  Buffer<std::uint32_t> levels_;                    ///< levels of these words that are in the
                                                    ///< windows
  Buffer<std::uint16_t> lanes_;
};

}  // namespace brink
