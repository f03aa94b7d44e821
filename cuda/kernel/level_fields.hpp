// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "cuda/shape.hpp"

namespace brink::device {

/// Masks for working on all levels of a packed word at once, without unpacking them. Field i
/// holds bits b i .. b i + b - 1.
struct LevelFields {
  std::uint32_t b = 1;
  std::uint32_t fields = 32;  ///< fields of a word
  std::uint32_t even = 0;     ///< the bits of fields 0, 2, ...
  std::uint32_t odd = 0;      ///< those of fields 1, 3, ..., moved down by b
  std::uint32_t top = 0;      ///< the top bit of every field
  std::uint32_t low = 0;      ///< the lowest bit of every field

  LevelFields() = default;
  explicit LevelFields(Shape shape) : b(shape.b), fields(shape.pixels_per_word()) {
    for (std::uint32_t field = 0; field < fields; ++field) {
      const std::uint32_t place = field / 2 * 2 * b;
      (field % 2 == 0 ? even : odd) |= shape.top_level() << place;
      low |= 1u << field * b;
    }
    top = low << (b - 1);
  }

  /// A word whose fields all hold the given level.
  BRINK_HD std::uint32_t all_at(std::uint32_t level) const { return low * level; }
};

/// Counts the bits set in a word; the device has an instruction for it.
BRINK_HD inline std::uint32_t ones_of(std::uint32_t word) {
#ifdef __CUDA_ARCH__
  return static_cast<std::uint32_t>(__popc(word));
#else
  return static_cast<std::uint32_t>(__builtin_popcount(word));
#endif
}

/// Adds the levels of four words. Neighbouring fields are added first. From b = 3 on, a field of
/// 2 b bits holds the sum of the eight levels that four words bring it, because 8 (q-1) < q^2.
BRINK_HD inline std::uint32_t sum_levels(const std::uint32_t (&word)[4], const LevelFields& f) {
  if (f.b == 2) {
    std::uint32_t ones = 0;
    for (const std::uint32_t each : word) ones += ones_of(each) + ones_of(each & f.top);
    return ones;
  }
  std::uint32_t pairs = 0;
  for (const std::uint32_t each : word) pairs += (each & f.even) + ((each >> f.b) & f.odd);
  if (f.b > 10) return pairs;  // at most two fields: their pair is the sum
  const std::uint32_t width = 2 * f.b;
  const std::uint32_t mask = (1u << width) - 1;
  std::uint32_t sum = 0;
  for (; pairs != 0; pairs >>= width) sum += pairs & mask;
  return sum;
}

/// Marks the fields of a word that are zero. Adding q/2-1 to the bits below a field's top bit
/// raises the top bit unless all of those bits are zero.
BRINK_HD inline std::uint32_t zero_fields(std::uint32_t word, const LevelFields& f) {
  const std::uint32_t rest = f.top - f.low;  // all bits of a field but its top bit; b >= 2
  return f.fields - ones_of((((word & rest) + rest) | word) & f.top);
}

}  // namespace brink::device
