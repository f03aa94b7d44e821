// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime.h>

#include <cstdint>

#include "cuda/classifier/weights.hpp"
#include "cuda/philox.hpp"
#include "cuda/shape.hpp"

namespace brink::device {

struct MaskArguments {
  Shape shape;
  std::uint64_t seed = 1;  ///< the classifier's
  WeightRule rule;         ///< make_cap_masks
  Block* flip = nullptr;   ///< [block] of an image, Shape::blocks() of them
  Block* keep = nullptr;   ///< the same; null where no weight is 0
};

/// Masks that turn levels into caps of a half-space of weights -1, 0 and 1: all bits of a
/// pixel flipped where w < 0, kept where w != 0; 0 behind the last pixel.
__global__ void make_cap_masks(MaskArguments arguments);

/// Masks that turn levels into their difference (XOR) from centre image 0. Fields behind
/// the last pixel are not cleared.
__global__ void make_centre_masks(MaskArguments arguments);

}  // namespace brink::device
