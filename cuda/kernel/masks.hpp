// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime.h>

#include <cstdint>

#include "cuda/classifier/halfspace/weights.hpp"
#include "cuda/philox.hpp"
#include "cuda/shape.hpp"

namespace brink::device {

/// Masks of a class for all words of an image: level = (word ^ flip) & keep, field by field
/// (see host/cpu/draw/masks.hpp); Shape::blocks() Philox blocks of them, in device memory.
struct LevelMasks {
  const Block* flip = nullptr;  ///< null: the levels as they are
  const Block* keep = nullptr;  ///< null: every bit is kept; only with `flip`

  BRINK_HD bool none() const { return flip == nullptr; }

  /// Turns the levels of a block into those that the class counts.
  BRINK_HD void apply(std::uint32_t position, Block& block) const {
    if (flip != nullptr) {
      const Block flips = flip[position];
      for (int i = 0; i < 4; ++i) block.word[i] ^= flips.word[i];
    }
    if (keep != nullptr) {
      const Block keeps = keep[position];
      for (int i = 0; i < 4; ++i) block.word[i] &= keeps.word[i];
    }
  }
};

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
