// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime.h>

#include <cstdint>

#include "cuda/kernel/cells.hpp"
#include "cuda/kernel/image_blocks.hpp"

namespace brink::device {

struct OnesArguments {
  BlockSource source;
  ImageRange range;
  unsigned long long* images_with = nullptr;  ///< [ones], for every number of ones
  /// The numbers of ones that nearly all images have are counted in shared memory:
  /// `window` of them from `window_first` on.
  std::uint32_t window_first = 0;
  std::uint32_t window = 0;
  /// Copies of the window, a power of two: warp i uses copy i mod copies. The launch gives
  /// window * copies words of dynamic shared memory.
  std::uint32_t copies = 1;
};

/// Counts images by their number of ones (b = 1), which is all there is to them: an image
/// to a thread, to a warp, or to a block. Classes are judged once for each number.
__global__ void tally_ones_by_thread(OnesArguments arguments);
__global__ void tally_ones_by_warp(OnesArguments arguments);
__global__ void tally_ones_by_block(OnesArguments arguments);

}  // namespace brink::device
