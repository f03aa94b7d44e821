// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "cuda/classifier/voronoi/prototypes.hpp"
#include "cuda/shape.hpp"

namespace brink {

/// The arrays that Prototypes points to. They take k N bytes, and 4 k q more.
struct PrototypeTables {
  std::vector<std::uint16_t> level;
  std::vector<std::uint64_t> square_sum;
  std::vector<std::uint32_t> weight_count;

  /// Draws k = 2 `pairs` prototypes; needs pairs N <= max_prototype_levels.
  PrototypeTables(Shape shape, std::uint64_t seed, std::uint32_t pairs);

  Prototypes view() const;
};

}  // namespace brink
