// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime.h>

#include <cstdint>

#include "cuda/kernel/cells.hpp"
#include "cuda/kernel/image_blocks.hpp"
#include "cuda/kernel/weight_table.hpp"
#include "cuda/weighted_counts.hpp"

namespace brink::device {

/// Bits of the number of a class. Number 0 is that of the weight 0, and class c has c + 1.
inline constexpr std::uint32_t class_planes = 4;
inline constexpr std::uint32_t most_plane_classes = (1u << class_planes) - 1;

/// Images that a warp counts at once, because they look at the same planes.
inline constexpr std::uint32_t images_a_warp = 2;

/// The most blocks that a lane may count before its sums of 16 bits are full.
inline constexpr std::uint32_t most_lane_blocks = 511;

/// The weights of a half-space at b = 1, a bit for each pixel, as words of an image.
struct WeightPlanes {
  const Block* flip = nullptr;   ///< [block] where w < 0
  const Block* plane = nullptr;  ///< [k * blocks + block] bit k of the number of the class
};

struct WritePlanesArguments {
  PixelOrder order;
  const std::uint16_t* row = nullptr;  ///< [place] RowMark, places as in PixelOrder
  Block* flip = nullptr;
  Block* plane = nullptr;
};

/// Each thread writes a block of each plane.
__global__ void write_planes(WritePlanesArguments arguments);

struct CountPlanesArguments {
  PhiloxSource source;
  LaunchRange range;
  WeightPlanes planes;
  WeightClasses classes;                ///< up to most_plane_classes
  std::uint32_t parts = 1;              ///< warps that share an image
  std::uint32_t part = 0;               ///< blocks of a part, up to 32 * most_lane_blocks
  std::uint32_t* count = nullptr;       ///< [image][class * 2 + cap]
  unsigned long long* reach = nullptr;  ///< [image] sum of |w| cap
};

/// Sets the counts and reaches to those of images whose caps are all 0.
__global__ void begin_planes(CountPlanesArguments arguments);

/// Counts the caps of each class: the bits of (image XOR flip) that lie in the class are added by
/// carry-save and then counted. Each warp takes one part of images_a_warp images.
__global__ void count_planes(CountPlanesArguments arguments);

}  // namespace brink::device
