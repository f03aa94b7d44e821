// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime.h>

#include <cstdint>

#include "cuda/kernel/cells.hpp"
#include "cuda/kernel/image_blocks.hpp"

namespace brink::device {

struct OnesArguments {
  PhiloxSource source;
  LaunchRange range;
  unsigned long long* images_with = nullptr;  ///< [ones], for every number of ones
  /// Nearly all images have one of `window` numbers of ones, from `window_first` on. These are
  /// counted in shared memory.
  std::uint32_t window_first = 0;
  std::uint32_t window = 0;
  /// Copies of the window, a power of two. Warp i uses copy i mod copies. The launch gives window
  /// * copies words of dynamic shared memory.
  std::uint32_t copies = 1;
};

/// Count images by their number of ones, which is all that classes see at b = 1. Each image is
/// drawn by a thread, by a warp, or by a block. Classes are judged later, once for each number of
/// ones.
__global__ void tally_ones_by_thread(OnesArguments arguments);
__global__ void tally_ones_by_warp(OnesArguments arguments);
__global__ void tally_ones_by_block(OnesArguments arguments);

}  // namespace brink::device
