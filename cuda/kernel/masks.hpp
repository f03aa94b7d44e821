// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime.h>

#include <cstdint>

#include "cuda/classifier/halfspace/weights.hpp"
#include "cuda/philox.hpp"
#include "cuda/shape.hpp"

namespace brink::device {

struct MaskArguments {
  Shape shape;
  std::uint64_t seed = 1;  ///< the classifier's seed
  WeightRule rule;         ///< for make_cap_masks
  Block* flip = nullptr;   ///< [block] of an image; Shape::blocks() blocks
  Block* keep = nullptr;   ///< the same; null where no weight is 0
};

/// Makes the masks that turn levels into caps of a half-space of weights -1, 0 and 1. They flip
/// all bits of a pixel where w < 0, keep them where w != 0, and give 0 beyond the last pixel.
__global__ void make_cap_masks(MaskArguments arguments);

/// Makes the masks that turn levels into their difference (XOR) from centre image 0, and give 0
/// beyond the last pixel.
__global__ void make_centre_masks(MaskArguments arguments);

}  // namespace brink::device
