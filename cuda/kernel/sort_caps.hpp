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

/// Arguments of the two launches that make the SortedCaps of images.
struct SortCapsArguments {
  PhiloxSource source;
  LaunchRange range;
  std::uint32_t parts = 1;  ///< threads that share an image
  PixelOrder order;
  const std::uint32_t* cap_place = nullptr;  ///< [place] PlaceMark, places as in PixelOrder
  WeightClasses classes;
  const std::uint32_t* begin = nullptr;  ///< [class] its first place, and the end
  std::uint32_t places = 0;              ///< pixels whose weight is not 0
  std::uint16_t* listed = nullptr;       ///< [image][place] caps, unordered within a class
  std::uint16_t* sorted = nullptr;       ///< [image][place] the same caps, ascending
  unsigned long long* reach = nullptr;   ///< [image] sum of |w| cap, cleared before the launch
};

/// Draws images and lists their caps by class. Each thread takes one part of an image.
__global__ void list_caps(SortCapsArguments arguments);

/// Puts each cap where it belongs in its class, by counting the caps before it. Classes are
/// small, and no thread waits for another. Each thread takes one part of an image.
__global__ void sort_caps(SortCapsArguments arguments);

}  // namespace brink::device
