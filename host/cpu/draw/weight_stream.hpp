// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "cuda/classifier/halfspace/weights.hpp"
#include "cuda/shape.hpp"
#include "host/config/config.hpp"
#include "host/cpu/simd/buffer.hpp"

namespace brink {

WeightRule weight_rule(const ClassifierConfig& config);

/// Draws the weights of a half-space in pixel order, a stretch at a time.
class WeightStream {
 public:
  WeightStream(const ClassifierConfig& config, Shape shape);

  /// Calls use(i, weight) for pixels first..first+count-1.
  template <class Use>
  void each(std::uint64_t first, std::uint64_t count, Use use) {
    constexpr std::uint64_t at_once = 4096;  // words; a first-level cache holds them
    const std::uint32_t per_word = rule_.pixels_per_word();
    for (std::uint64_t i = first, end = first + count; i < end;) {
      const std::uint64_t word = i / per_word;
      const std::uint64_t base = word / 4 * 4;
      const std::uint64_t blocks = std::min(at_once / 4, (end - 1) / per_word / 4 - word / 4 + 1);
      draw(word / 4, static_cast<std::size_t>(blocks));
      const std::uint64_t stop = std::min(end, (base + blocks * 4) * per_word);
      for (; i < stop; ++i) use(i, rule_.weight(i, words_[i / per_word - base]));
    }
  }

 private:
  void draw(std::uint64_t block, std::size_t blocks);

  WeightRule rule_;
  Shape shape_;
  std::uint64_t seed_;
  Buffer<std::uint32_t> words_;
};

/// How many pixels have each |w|, 0 included, at one shape.
std::map<std::uint32_t, std::uint64_t> weight_histogram(const ClassifierConfig& config,
                                                        Shape shape);
/// The weights of a shape in pixel order.
std::vector<std::int32_t> weights(const ClassifierConfig& config, Shape shape);
/// The levels of the centre image of a shape in pixel order.
std::vector<std::int32_t> centre_levels(const ClassifierConfig& config, Shape shape);
/// The same, packed as the words of an image are, in whole Philox blocks with zeros at the end.
std::vector<std::uint32_t> packed_centre(const ClassifierConfig& config, Shape shape);

}  // namespace brink
