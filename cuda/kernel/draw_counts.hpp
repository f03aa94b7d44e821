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
  ImageRange range;
  Cells cells;
  std::uint32_t cached = 0;  ///< costs of an item that a block gathers, see Recorder
  /// [block][node] where a block's tree is kept; null: in shared memory.
  std::uint32_t* trees = nullptr;
};

/// Words of an image's tree: node v at v, so that level x is q + x. One more keeps the
/// trees of neighbouring threads in different banks.
BRINK_HD constexpr std::uint32_t tree_words(const Shape& shape) { return 2 * shape.levels() + 1; }

/// Threads of a block of these kernels, and blocks that the registers of a multiprocessor
/// are to suffice for: 80 for each thread. With 64, which the compiler would choose by
/// itself, it spills a few.
inline constexpr std::uint32_t draw_threads = 128;
inline constexpr std::uint32_t draw_blocks = 6;

/// Draws level counts and judges them; b > 1. An image to a thread, to a warp, or to a
/// block. Dynamic shared memory: recorder_words, and a tree for each of them unless there
/// are `trees`.
__global__ void draw_counts_by_thread(DrawCountsArguments arguments);
__global__ void draw_counts_by_warp(DrawCountsArguments arguments);
__global__ void draw_counts_by_block(DrawCountsArguments arguments);

/// At b = 1 an image is its number of ones.
struct DrawOnesArguments {
  SplitSource source;
  ImageRange range;
  std::uint32_t first_listed = 0;        ///< ones
  std::uint32_t listed = 0;              ///< numbers of ones from there on
  bool in_shared = false;                ///< whether blocks count in shared memory first
  unsigned long long* images = nullptr;  ///< [ones - first_listed]
  std::uint32_t* others = nullptr;       ///< [place] ones that are not listed
  std::uint32_t* others_count = nullptr;
  std::uint32_t most_others = 0;  ///< places; more are counted and not kept
};

/// Counts images by their ones; b = 1. An image to a thread. With `in_shared`, the launch
/// gives `listed` 32-bit values of shared memory.
__global__ void draw_ones(DrawOnesArguments arguments);

}  // namespace brink::device
