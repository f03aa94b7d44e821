// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/theory/score_law.hpp"

namespace brink {

/// A score divided by the common factor of its weights, so that it lives on the
/// lattice -largest, -largest + 2, .., largest.
struct ReducedScore {
  std::uint32_t levels = 2;          ///< q
  std::uint32_t bits = 1;            ///< b = log2 q
  std::vector<WeightCount> weights;  ///< ascending, distinct, not 0; greatest common divisor 1
  std::uint64_t pixels = 0;          ///< sum of the counts
  std::int64_t largest = 0;          ///< sum of weight * count * (q-1)
};

/// P(s > t) of a reduced score for t on its lattice, -1 <= t <= largest. By symmetry this gives
/// every other t.
class ScoreTail {
 public:
  ScoreTail() = default;
  ScoreTail(const ScoreTail&) = delete;  // shared, never copied
  ScoreTail& operator=(const ScoreTail&) = delete;
  virtual ~ScoreTail() = default;

  /// P(s > t).
  virtual double above(std::int64_t t) const = 0;
  /// Whether P(s > t) <= coverage.
  virtual bool at_most(std::int64_t t, double coverage) const = 0;
  /// How the probabilities are known, one phrase.
  virtual std::string method() const = 0;
};

}  // namespace brink
