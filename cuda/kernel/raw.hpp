// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime.h>

#include <cstdint>

#include "cuda/kernel/cells.hpp"
#include "cuda/kernel/image_blocks.hpp"

namespace brink::device {

struct RawArguments {
  PhiloxSource source;
  LaunchRange range;
  std::uint32_t* word = nullptr;  ///< one for each thread of the grid
};

/// Draws images by warps and does nothing with them but XOR their words: what a device makes of
/// Philox alone. Only for the benchmarks.
__global__ void draw_raw(RawArguments arguments);

}  // namespace brink::device
