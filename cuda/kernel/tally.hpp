// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime.h>

#include <cstdint>

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

}  // namespace brink::device
