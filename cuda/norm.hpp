// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstdint>

#include "cuda/hd.hpp"
#include "cuda/shape.hpp"

namespace brink {

/// The p of a p-norm, and the regime of its solutions (docs/spec/classes.md#distances).
struct Norm {
  enum class Kind { zero, below_one, one_or_more, infinity };

  double p = 1;

  BRINK_HD Kind kind() const {
    if (p == 0) return Kind::zero;
    if (p < 1) return Kind::below_one;
    return p > largest_finite() ? Kind::infinity : Kind::one_or_more;
  }
  BRINK_HD bool integer() const { return kind() == Kind::infinity || p == floor(p); }

 private:
  BRINK_HD static constexpr double largest_finite() { return 0x1.fffffffffffffp+1023; }
};

/// Whether it is exact, with unequal weights, to take the steps of most gain first
/// (docs/spec/classes.md#distances). It is at p = 0, 1 and inf.
BRINK_HD inline bool greedy_is_exact(Norm norm) {
  return norm.p == 0 || norm.p == 1 || norm.kind() == Norm::Kind::infinity;
}

/// Whether costs at this p are 64-bit integers for every image of a shape. That holds if p is an
/// integer or inf, and N (q-1)^p, which is more than any cost, is below 2^64. Otherwise each cost
/// is the double nearest to the exact sum.
BRINK_HD inline bool integer_costs(Norm norm, Shape shape) {
  if (norm.kind() == Norm::Kind::infinity || norm.kind() == Norm::Kind::zero) return true;
  if (!norm.integer()) return false;
  if (shape.top_level() == 1) return true;
  std::uint64_t bound = shape.pixels();
  for (double factor = 0; factor < norm.p; ++factor) {
    if (bound > ~std::uint64_t{0} / shape.top_level()) return false;
    bound *= shape.top_level();
  }
  return true;
}

}  // namespace brink
