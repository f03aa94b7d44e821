// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "cuda/costs.hpp"
#include "cuda/shape.hpp"

namespace brink::device {

/// How many costs, from 0 on, are counted in a table.
struct DenseSize {
  std::uint64_t entries = 0;
  bool whole = false;  ///< whether the table holds every cost
};

/// All possible costs, where there are at most `most`. Otherwise the costs that random images
/// have, where these are as few. Otherwise none, because costs that are far apart are better
/// sorted than counted.
/// @param pixels that may have to change: N, or 1 for classes of one pixel
DenseSize dense_size(const CostRule& rule, Shape shape, std::uint64_t pixels, std::uint64_t most);

}  // namespace brink::device
