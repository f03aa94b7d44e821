// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <cstring>

#include "cuda/double_double.hpp"
#include "cuda/norm.hpp"

namespace brink {

__extension__ typedef unsigned __int128 Uint128;

/// Both ends of a cost as the tally keeps them. Each is the integer itself, or the bit pattern of
/// a double. They are equal where the distance is exact.
struct CostBracket {
  std::uint64_t lower = 0;
  std::uint64_t upper = 0;
};

/// Cost arithmetic where every cost is a 64-bit integer (see integer_costs).
struct IntegerCosts {
  using Value = std::uint64_t;
  std::uint64_t exponent = 1;

  BRINK_HD Value power(std::uint32_t steps) const {
    if (steps <= 1) return steps;
    Value result = 1;
    for (std::uint64_t factor = 0; factor < exponent; ++factor) result *= steps;
    return result;
  }
  /// What step number `steps` on one pixel adds: steps^p - (steps-1)^p.
  BRINK_HD Value step(std::uint32_t steps) const { return between(steps - 1, steps); }
  /// What going from `from` to `to` steps on one pixel adds.
  BRINK_HD Value between(std::uint32_t from, std::uint32_t to) const {
    return power(to) - power(from);
  }
  BRINK_HD static Value times(Value value, std::uint64_t count) { return value * count; }
  BRINK_HD static Value whole(std::uint64_t value) { return value; }
  /// value * part / of, rounded up: an integer cost below it cannot exist.
  BRINK_HD static Value fraction(Value value, std::uint64_t part, std::uint64_t of) {
    return static_cast<Value>((Uint128{value} * part + (of - 1)) / of);
  }
  /// Sign of a/gain_a - b/gain_b, computed exactly.
  BRINK_HD static int compare(Value a, std::uint64_t gain_a, Value b, std::uint64_t gain_b) {
    const Uint128 left = Uint128{a} * gain_b;
    const Uint128 right = Uint128{b} * gain_a;
    return left < right ? -1 : left > right ? 1 : 0;
  }
  BRINK_HD static double approximate(Value value) { return static_cast<double>(value); }
  BRINK_HD static bool less(Value a, Value b) { return a < b; }
  /// a - b, nearly.
  BRINK_HD static double difference(Value a, Value b) {
    return a < b ? -approximate(b - a) : approximate(a - b);
  }
  BRINK_HD static std::uint64_t key(Value value) { return value; }
  /// The largest cost below that of a key, nearly.
  BRINK_HD static double below(std::uint64_t key) { return approximate(key - 1); }
};

/// Cost arithmetic at any other p. `powers[j]` is j^p for j in 0..q-1. The host rounds it to a
/// DoubleDouble once, so that the result does not depend on any device's pow().
struct RealCosts {
  using Value = DoubleDouble;
  const DoubleDouble* powers = nullptr;

  BRINK_HD Value power(std::uint32_t steps) const { return powers[steps]; }
  BRINK_HD Value step(std::uint32_t steps) const { return between(steps - 1, steps); }
  BRINK_HD Value between(std::uint32_t from, std::uint32_t to) const {
    return powers[to] - powers[from];
  }
  BRINK_HD static Value times(Value value, std::uint64_t count) {
    return value * double_double(count);
  }
  BRINK_HD static Value whole(std::uint64_t value) { return double_double(value); }
  BRINK_HD static Value fraction(Value value, std::uint64_t part, std::uint64_t of) {
    return value * double_double(part) / double_double(of);
  }
  /// Sign of a/gain_a - b/gain_b. Ratios that are equal within the error of a DoubleDouble count
  /// as equal, so that ties such as 2*1^0.5 = 1*4^0.5 stay ties.
  BRINK_HD static int compare(Value a, std::uint64_t gain_a, Value b, std::uint64_t gain_b) {
    constexpr double tie = 1e-28;  // 106 bits give 1e-32; a few operations add errors
    const DoubleDouble left = times(a, gain_b);
    const double gap = (left - times(b, gain_a)).high;
    if (fabs(gap) <= tie * left.high) return 0;
    return gap < 0 ? -1 : 1;
  }
  BRINK_HD static double approximate(Value value) { return value.high; }
  BRINK_HD static bool less(Value a, Value b) {
    return a.high < b.high || (a.high == b.high && a.low < b.low);
  }
  BRINK_HD static double difference(Value a, Value b) { return (a - b).high; }
  BRINK_HD static std::uint64_t key(Value value) {
    std::uint64_t bits = 0;
    memcpy(&bits, &value.high, sizeof bits);
    return bits;
  }
  BRINK_HD static double below(std::uint64_t key) {
    double value = 0;
    memcpy(&value, &key, sizeof value);
    return value;
  }
};

/// One p of a run at one shape, with what the solvers need.
struct CostRule {
  Norm norm;
  bool real = false;                     ///< whether costs are doubles
  const DoubleDouble* powers = nullptr;  ///< for doubles: j^p, j in 0..q-1

  /// Calls solve(costs) with the arithmetic of this p and returns its result.
  template <class Solve>
  BRINK_HD auto with_costs(Solve solve) const {
    if (real) return solve(RealCosts{powers});
    const bool finite = norm.kind() != Norm::Kind::infinity;
    return solve(IntegerCosts{finite ? static_cast<std::uint64_t>(norm.p) : 1});
  }
};

}  // namespace brink
