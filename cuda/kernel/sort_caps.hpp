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

/// What two launches need that make the SortedCaps of images.
struct SortCapsArguments {
  BlockSource source;
  ImageRange range;
  std::uint32_t parts = 1;  ///< threads that share an image
  PixelOrder order;
  const std::uint32_t* cap_place = nullptr;  ///< [place] PlaceMark, in the order
  WeightClasses classes;
  const std::uint32_t* begin = nullptr;  ///< [class] its first place, and the end
  std::uint32_t places = 0;              ///< pixels whose weight is not 0
  std::uint16_t* listed = nullptr;       ///< [image][place] caps, in no order within a class
  std::uint16_t* sorted = nullptr;       ///< [image][place] the same, ascending
  unsigned long long* reach = nullptr;   ///< [image] sum of |w| cap, cleared
};

/// Draws images and lists their caps by class. A part of an image to a thread.
__global__ void list_caps(SortCapsArguments arguments);

/// Puts each cap where it belongs in its class, by counting those before it: classes are
/// small, and no thread waits for another. A part of an image to a thread.
__global__ void sort_caps(SortCapsArguments arguments);

}  // namespace brink::device
