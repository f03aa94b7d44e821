// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "host/theory/score_law.hpp"
#include "host/theory/tilted_tail.hpp"

namespace brink {

/// The law of X, the sum of N independent uniform levels 0..q-1, each times its weight, in
/// logarithms. Tails far below the range of a double therefore keep their relative accuracy.
/// Several threads may share it, and each value is computed once.
class LevelSum {
 public:
  /// @param pixels N, 1 to 2^32-1
  /// @param levels q, a power of two in 2..65536
  /// @throw std::invalid_argument outside these ranges
  LevelSum(std::uint64_t pixels, std::uint32_t levels)
      : LevelSum(std::vector<WeightCount>{{1, pixels}}, levels) {}
  /// @param weights ascending and distinct, from 1 to 1023, their greatest common divisor 1, of
  ///                1 to 2^32-1 levels in all
  LevelSum(std::vector<WeightCount> weights, std::uint32_t levels);

  /// The largest X, (q-1) times the sum of the weights.
  std::int64_t largest() const { return largest_; }

  /// log P(X <= y); -infinity for y < 0. Its absolute error, that is P's relative
  /// one, is below 1e-12: P is counted up to 32 pixels or 2^126 images, else
  /// integrated by TiltedTail.
  double log_at_most(std::int64_t y) const;

  /// The least y with P(X <= y) >= share, up to a relative 1e-12.
  /// @param share in (0, 1/2]
  std::int64_t least_level(double share) const;

 private:
  double log_lower_tail(std::int64_t y) const;

  std::vector<WeightCount> weights_;
  std::uint64_t pixels_;
  std::uint32_t levels_;
  std::int64_t largest_;
  mutable std::mutex mutex_;
  mutable std::unordered_map<std::int64_t, double> known_;
  mutable TiltedTail tail_;
};

}  // namespace brink
