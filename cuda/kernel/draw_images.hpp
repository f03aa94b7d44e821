// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime.h>

#include <cstdint>

#include "cuda/image_source.hpp"
#include "cuda/kernel/cells.hpp"

namespace brink::device {

struct DrawImagesArguments {
  ImageSource source;  ///< of images that are drawn, and not uniform
  LaunchRange range;
  std::uint64_t mask = 0;  ///< image e goes to place e & mask
  Block* out = nullptr;    ///< [place][block]
};

/// Draws images that are not uniform into device memory, from which the other kernels read them as
/// they read the images of a file. Each thread draws one Philox block of an image at a time.
__global__ void draw_images(DrawImagesArguments arguments);

}  // namespace brink::device
