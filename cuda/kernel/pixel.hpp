// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime.h>

#include "cuda/image_source.hpp"
#include "cuda/kernel/cells.hpp"

namespace brink::device {

struct PixelArguments {
  ImageSource source;
  ImageRange range;
  std::uint64_t pixel = 0;                    ///< the one that decides
  unsigned long long* images_with = nullptr;  ///< [level]
  /// q where a block counts all levels in shared memory first, of which the launch gives it
  /// q words; else 0.
  std::uint32_t cached = 0;
};

/// Counts images by the level of one pixel, which is all that such a class sees
/// (Statistic::one_pixel): an image to a thread, in strides of the grid. The class is judged
/// once for each level.
__global__ void tally_pixel(PixelArguments arguments);

}  // namespace brink::device
