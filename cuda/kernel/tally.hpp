// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime.h>

#include <cstdint>

#include "cuda/cost_rounding.hpp"

namespace brink::device {

/// A place of a dense table, and its count.
struct PlaceCount {
  std::uint32_t place;
  std::uint32_t images;
};

struct CompactArguments {
  std::uint32_t* dense = nullptr;  ///< `size` entries
  std::uint32_t size = 0;
  PlaceCount* found = nullptr;  ///< room for `size` places
  std::uint32_t* found_count = nullptr;
};

/// Lists the entries that are not 0, in any order, and sets them to 0.
__global__ void compact_dense(CompactArguments arguments);

/// Costs in device memory.
struct CostList {
  CostRounding rounding;  ///< its floors are in device memory too
  std::uint64_t* cost = nullptr;
  std::uint32_t size = 0;
};

struct RoundArguments {
  CostList list;
  int bits = CostRounding::exact;
};

/// Rounds the costs of a list in their places.
__global__ void round_costs(RoundArguments arguments);

struct JoinArguments {
  CostList list;
  std::uint32_t* joined = nullptr;  ///< [CostRounding::entries]
};

/// Adds to `joined` how many neighbours of a list in ascending order differ, and become equal
/// there.
__global__ void count_joined(JoinArguments arguments);

}  // namespace brink::device
