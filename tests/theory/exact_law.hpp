// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <boost/multiprecision/cpp_int.hpp>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <vector>

#include "host/theory/score_law.hpp"

namespace brink {

using Integer = boost::multiprecision::cpp_int;
using Rational = boost::multiprecision::cpp_rational;

/// The law of a score by its definition, in integers of any size: how many images
/// have each score, one pixel after the other.
class ExactLaw {
 public:
  ExactLaw(std::uint32_t levels, const std::vector<WeightCount>& weights) {
    std::int64_t largest = 0;
    for (const WeightCount& e : weights) {
      largest += static_cast<std::int64_t>(e.weight * e.count * (levels - 1));
    }
    // counts[y]: images with sum of weight * x = y; the score is 2y - largest.
    std::vector<Integer> counts(static_cast<std::size_t>(largest) + 1);
    counts[0] = 1;
    for (const WeightCount& e : weights) {
      for (std::uint64_t i = 0; i < e.count; ++i) {
        std::vector<Integer> next(counts.size());
        for (std::size_t y = 0; y < counts.size(); ++y) {
          next[y] = counts[y];
          if (e.weight == 0) {
            next[y] *= levels;
            continue;
          }
          if (y >= e.weight) next[y] += next[y - e.weight];
          const std::size_t window = std::size_t{e.weight} * levels;
          if (y >= window) next[y] -= counts[y - window];
        }
        counts.swap(next);
      }
    }
    Integer above = 0;
    for (std::size_t y = counts.size(); y-- > 0;) {
      above += counts[y];
      at_least_[2 * static_cast<std::int64_t>(y) - largest] = above;
    }
    images_ = above;
  }

  Rational above(std::int64_t threshold) const {
    const auto next = at_least_.upper_bound(threshold);
    return next == at_least_.end() ? Rational(0) : Rational(next->second, images_);
  }

  std::int64_t least_threshold(double coverage) const {
    std::int64_t threshold = 0;
    while (above(threshold) > Rational(coverage)) ++threshold;
    return threshold;
  }

  std::int64_t largest() const { return at_least_.rbegin()->first; }

 private:
  std::map<std::int64_t, Integer> at_least_;
  Integer images_;
};

}  // namespace brink
