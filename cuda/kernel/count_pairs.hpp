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

/// The blocks of an image are dealt out to `parts` threads, or `parts` blocks of threads. All of
/// them count into the same places.
struct CountPairsArguments {
  PhiloxSource source;
  LaunchRange range;
  std::uint32_t parts = 1;
  PixelOrder order;
  const std::uint16_t* row = nullptr;  ///< [place] RowMark, places as in PixelOrder
  WeightClasses classes;
  std::uint32_t copies = 1;             ///< of a shared histogram; a power of two up to 32
  std::uint32_t* count = nullptr;       ///< [image][class * q + cap], cleared before the launch
  unsigned long long* reach = nullptr;  ///< [image] sum of |w| cap, cleared before the launch

  /// For count_pairs and clear_pairs: which pairs are counted, and for which images of the range.
  /// Null means all images; otherwise those listed, whose reach is already known. The number of
  /// listed images is read on the device.
  WeightedWindows windows;
  const std::uint32_t* listed = nullptr;
  const std::uint32_t* listed_count = nullptr;

  BRINK_HD std::uint64_t images() const { return listed != nullptr ? *listed_count : range.images; }
  BRINK_HD std::uint64_t image(std::uint64_t position) const {
    return listed != nullptr ? listed[position] : position;
  }
  BRINK_HD std::uint64_t pairs() const {
    return std::uint64_t{classes.classes} * order.shape.levels();
  }
  /// Bytes of shared memory for `copies` histograms, each with one more row for the weight 0.
  BRINK_HD std::uint64_t shared_bytes() const {
    return (pairs() + order.shape.levels()) * copies * sizeof(std::uint32_t);
  }
};

/// Sets counts to 0. Each warp clears one class of one image.
__global__ void clear_pairs(CountPairsArguments arguments);

/// Counts (|w|, cap) pairs. Each thread counts one part of an image, with an atomic in global
/// memory for every pixel: for images of few pixels, and for pairs that do not fit in shared
/// memory.
__global__ void count_pairs(CountPairsArguments arguments);

/// Counts every pair of every image. Each block of threads counts one part of an image in shared
/// memory, of which the launch gives shared_bytes(). The lanes of a warp count into different
/// copies, so that lanes with the same pair do not wait for one another.
__global__ void count_pairs_shared(CountPairsArguments arguments);

}  // namespace brink::device
