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

/// An image's blocks are dealt out to `parts` threads, or blocks of threads, which count
/// into the same places.
struct CountPairsArguments {
  BlockSource source;
  ImageRange range;
  std::uint32_t parts = 1;
  PixelOrder order;
  const std::uint16_t* row = nullptr;  ///< [place] RowMark, in the order
  WeightClasses classes;
  std::uint32_t copies = 1;             ///< of a shared histogram, a power of two up to 32
  std::uint32_t* count = nullptr;       ///< [image][class * q + cap], cleared
  unsigned long long* reach = nullptr;  ///< [image] sum of |w| cap, cleared

  /// count_pairs and clear_pairs: which pairs, and which images of the range: null for all,
  /// else those listed, whose reach is known. Their number is read on the device.
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
  /// Bytes of shared memory that `copies` histograms take, with a row for the weight 0.
  BRINK_HD std::uint64_t shared_bytes() const {
    return (pairs() + order.shape.levels()) * copies * sizeof(std::uint32_t);
  }
};

/// Sets counts to 0: a class of an image to a warp.
__global__ void clear_pairs(CountPairsArguments arguments);

/// Counts (|w|, cap) pairs; a part to a thread, each counted pixel an atomic in global memory:
/// for images of few pixels, and for pairs that shared memory has no room for.
__global__ void count_pairs(CountPairsArguments arguments);

/// Counts every pair of every image, a part to a block of threads and its pairs in shared
/// memory, of which the launch gives shared_bytes(). A warp's lanes count into different copies, so
/// that those who see the same pair do not wait for one another.
__global__ void count_pairs_shared(CountPairsArguments arguments);

}  // namespace brink::device
