// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime.h>

#include <cstdint>

#include "cuda/half_binomial.hpp"
#include "cuda/kernel/cells.hpp"
#include "cuda/kernel/philox_stream.hpp"
#include "cuda/shape.hpp"

namespace brink::device {

/// The images of the multinomial sampler: see cuda/level_split.hpp.
struct SplitSource {
  Shape shape;
  PhiloxKeys keys;
  const BinomialTables* tables = nullptr;
};

struct DrawCountsArguments {
  SplitSource source;
  LaunchRange range;
  Cells cells;
  std::uint32_t cached = 0;  ///< costs of an item that a block gathers, see Recorder
  /// [block][node] the trees of the blocks; null where they are in shared memory.
  std::uint32_t* trees = nullptr;
};

/// Words of an image's tree: node v is at v, so that level x is at q + x. One word more keeps the
/// trees of neighbouring threads in different banks.
BRINK_HD constexpr std::uint32_t tree_words(const Shape& shape) { return 2 * shape.levels() + 1; }

/// Threads of a block of these kernels, and how many blocks the registers of a multiprocessor
/// must suffice for. That gives 80 registers to each thread. The compiler by itself would choose
/// 64 and spill a few.
inline constexpr std::uint32_t draw_threads = 128;
inline constexpr std::uint32_t draw_blocks = 6;

/// Draws level counts and judges them; for b > 1. Each image is drawn by a thread, by a warp, or
/// by a block. Dynamic shared memory: recorder_words, and one tree for each of these groups
/// unless `trees` is given.
__global__ void draw_counts_by_thread(DrawCountsArguments arguments);
__global__ void draw_counts_by_warp(DrawCountsArguments arguments);
__global__ void draw_counts_by_block(DrawCountsArguments arguments);

/// What draw_ones needs. At b = 1 an image is described by its number of ones.
struct DrawOnesArguments {
  SplitSource source;
  LaunchRange range;
  std::uint32_t first_listed = 0;        ///< the least number of ones that is listed
  std::uint32_t listed = 0;              ///< how many numbers of ones are listed from there on
  bool in_shared = false;                ///< whether blocks count in shared memory first
  unsigned long long* images = nullptr;  ///< [ones - first_listed]
  std::uint32_t* others = nullptr;       ///< [place] numbers of ones that are not listed
  std::uint32_t* others_count = nullptr;
  std::uint32_t most_others = 0;  ///< places; further images are counted, not kept
};

/// Counts images by their number of ones; for b = 1. Each thread draws one image. With
/// `in_shared`, the launch gives `listed` 32-bit values of shared memory.
__global__ void draw_ones(DrawOnesArguments arguments);

}  // namespace brink::device
