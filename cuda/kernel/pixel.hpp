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
  std::uint64_t pixel = 0;  ///< the one that decides
  Cells cells;              ///< one
};

/// Judges classes of a single pixel (Statistic::one_pixel): an image to a thread, in
/// strides of the grid.
__global__ void judge_pixels(PixelArguments arguments);

}  // namespace brink::device
