// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>

#include "cuda/bits.hpp"

namespace brink {

/// How costs are rounded to m bits (docs/design/tallies.md). The host rounds tallies by it, and a
/// device the costs that it lists. A cost becomes the larger of two values that are not above it.
/// One is the cost with only m bits after its leading one. The other is the least cost beyond the
/// same radii.
struct CostRounding {
  static constexpr int exact = 64;  ///< bits of costs that are not rounded
  static constexpr int never = -1;  ///< the bits of costs that never become equal
  /// How many numbers of bits there are, with `never`. The entry of a number is `bits - never`.
  static constexpr int entries = exact - never;

  bool real = false;  ///< whether costs are bit patterns of doubles; otherwise they are integers
  const std::uint64_t* floor = nullptr;  ///< the least cost beyond each radius, ascending
  std::uint32_t floors = 0;

  /// How many radii a cost is beyond, if it is beyond the first `known` ones. This is quick where
  /// it is beyond no others.
  BRINK_HD std::uint32_t passed(std::uint64_t cost, std::uint32_t known = 0) const {
    std::uint32_t below = known, above = floors;
    if (below == above || cost < floor[below]) return below;
    while (below < above) {
      const std::uint32_t middle = below + (above - below) / 2;
      if (cost < floor[middle]) {
        above = middle;
      } else {
        below = middle + 1;
      }
    }
    return below;
  }

  /// @param radii passed(cost)
  BRINK_HD std::uint64_t rounded(std::uint64_t cost, int bits, std::uint32_t radii) const {
    const int dropped = fraction_bits(cost) - bits;
    const std::uint64_t down = dropped > 0 ? cost >> dropped << dropped : cost;
    const std::uint64_t least = radii > 0 ? floor[radii - 1] : 0;
    return down < least ? least : down;
  }

  /// The most bits at which two different costs are rounded to the same value. It is `never` where
  /// a radius lies between them or their leading bits differ. These are the bits in which the two
  /// costs agree. That also holds for costs that are raised to the floor of their gap: both are at
  /// least the floor, so where the upper one is rounded to it or below, the lower one is rounded to
  /// the same.
  /// @param radii passed(below)
  BRINK_HD int bits_that_join(std::uint64_t below, std::uint64_t above, std::uint32_t radii) const {
    if (radii < floors && floor[radii] <= above) return never;
    const int bits = fraction_bits(above) - bit_width(below ^ above);
    return bits < never ? never : bits;
  }

  /// The most bits at which at most `most` different costs are left, or 0. `exact` where there are
  /// no more than that.
  /// @param joined [entry] how many neighbours of different ascending costs become equal there
  template <class Count>
  static int bits_that_leave(std::size_t most, const Count* joined) {
    std::size_t left = 1;
    for (int entry = 0; entry < entries; ++entry) left += joined[entry];
    int bits = exact;
    while (left > most && bits > 0) left -= joined[--bits - never];
    return bits;
  }

 private:
  /// How many bits follow a cost's leading one.
  BRINK_HD int fraction_bits(std::uint64_t cost) const {
    constexpr int of_double = std::numeric_limits<double>::digits - 1;
    return real ? of_double : bit_width(cost) - 1;
  }
};

}  // namespace brink
