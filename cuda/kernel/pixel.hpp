// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime.h>

#include "cuda/image_source.hpp"
#include "cuda/kernel/cells.hpp"

namespace brink::device {

/// For tally_pixel.
struct PixelArguments {
  ImageSource source;
  LaunchRange range;
  std::uint64_t pixel = 0;                    ///< the pixel that decides
  unsigned long long* images_with = nullptr;  ///< [level]
  /// q where a block first counts all levels in shared memory, of which the launch gives it q
  /// words; otherwise 0.
  std::uint32_t cached = 0;
};

/// Counts images by the level of one pixel, which is all that such a class sees
/// (Statistic::one_pixel). Each thread draws one image, in strides of the grid. The class is
/// judged later, once for each level.
__global__ void tally_pixel(PixelArguments arguments);

/// For judge_pixel_pairs.
struct PixelPairArguments {
  ImageSource source;
  LaunchRange range;
  Cells cells;
};

/// Draws the two pixels of each cell (Statistic::two_pixels) and judges the cell by them. Each
/// thread does so for one image, in strides of the grid.
__global__ void judge_pixel_pairs(PixelPairArguments arguments);

}  // namespace brink::device
