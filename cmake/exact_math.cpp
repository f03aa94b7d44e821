// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
//
// cmake/exact_math.cmake compiles and runs this with the user's flags. The exit code is 0 if
// doubles are computed as IEEE 754 says. Compilers that tell which flags change this
// (exact_math.hpp) refuse to compile it; for other compilers, the computed values decide.
#include <cmath>

#include "cuda/exact_math.hpp"

namespace {

/// Sums must not be reordered: here the small number is lost in the large one.
bool keeps_order(double one) { return (one + 0x1p60) - 0x1p60 == 0; }

/// A division must not become a multiplication by the reciprocal: 49 times the double nearest to
/// 1/49 is below 1.
bool divides(double one) { return (one + 48) / 49 == 1; }

/// NaN is not equal to itself, infinity minus itself is NaN, and zeros have signs.
bool keeps_special_values(double one) {
  const double infinity = one / (one - 1);
  const double difference = infinity - infinity;
  return std::isinf(infinity) && difference != difference && std::signbit(-(one - 1)) &&
         !std::signbit(-(one - 1) + 0.0);
}

}  // namespace

int main(int count, char**) {
  const double one = count;
  return keeps_order(one) && divides(one) && keeps_special_values(one) ? 0 : 1;
}
