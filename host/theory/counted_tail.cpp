// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/theory/counted_tail.hpp"

#include <cstddef>
#include <numeric>

namespace brink {
namespace {

// 4 MiB of counts, made in milliseconds.
constexpr std::int64_t max_table = std::int64_t{1} << 18;

/// counts[y] becomes the sum of counts[y - weight x] over the levels x, as a
/// running sum per residue of y modulo the weight; wraps modulo 2^128, harmlessly.
void add_pixel(std::vector<Count>& counts, std::uint32_t weight, std::uint32_t levels) {
  const std::size_t window = std::size_t{weight} * levels;
  const std::vector<Count> before = counts;
  for (std::size_t y = weight; y < counts.size(); ++y) {
    counts[y] += counts[y - weight];
    if (y >= window) counts[y] -= before[y - window];
  }
}

}  // namespace

bool CountedTail::affordable(const ReducedScore& score) {
  return score.pixels <= max_count_bits && score.pixels * score.bits <= max_count_bits &&
         score.largest < max_table;
}

CountedTail::CountedTail(const ReducedScore& score)
    : IntegerTail(score),
      largest_(score.largest),
      at_most_level_(static_cast<std::size_t>(score.largest) + 1) {
  at_most_level_[0] = 1;
  for (const WeightCount& entry : score.weights) {
    for (std::uint64_t i = 0; i < entry.count; ++i) {
      add_pixel(at_most_level_, entry.weight, score.levels);
    }
  }
  std::partial_sum(at_most_level_.begin(), at_most_level_.end(), at_most_level_.begin());
}

Count CountedTail::images_above(std::int64_t t) const {
  return images() - at_most_level_[static_cast<std::size_t>((t + largest_) / 2)];
}

}  // namespace brink
