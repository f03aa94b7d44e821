// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace brink {

/// The most prototypes of `voronoi` (docs/spec/config.md#classifier).
inline constexpr std::uint32_t max_prototypes = 64;

/// The most levels that the stored prototypes of a class may have in all; they take 4 GiB. The
/// limit also keeps every sum over N pixels of products of two levels below 2^63.
inline constexpr std::uint64_t max_prototype_levels = std::uint64_t{1} << 31;

/// What `voronoi` derives once for a shape. Prototype 2j is centre image j and prototype 2j+1 its
/// negative, so that one stored image serves for two prototypes.
struct Prototypes {
  std::uint32_t pairs = 0;                      ///< k/2
  const std::uint16_t* level = nullptr;         ///< [j * N + i]: pixel i of prototype 2j
  const std::uint64_t* square_sum = nullptr;    ///< [prototype]: sum of its squared levels
  const std::uint32_t* weight_count = nullptr;  ///< [prototype * q + w]: pixels whose level is w
                                                ///< away from that of prototype 0
};

}  // namespace brink
