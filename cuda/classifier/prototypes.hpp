// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace brink {

/// What `voronoi` derives once for a shape. Prototype 2j is centre image j, prototype
/// 2j+1 its negative, so that one image stands for two of them.
struct Prototypes {
  std::uint32_t pairs = 0;               ///< k/2
  const std::uint16_t* level = nullptr;  ///< [j * N + i]: pixel i of prototype 2j
  /// [prototype]: sum of the squares of its levels.
  const std::uint64_t* square_sum = nullptr;
};

}  // namespace brink
