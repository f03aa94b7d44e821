// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime.h>

#include <cstdint>

#include "cuda/kernel/cells.hpp"
#include "cuda/weighted_counts.hpp"

namespace brink::device {

/// Items whose windows did not suffice, and their images, each once.
struct UndecidedImages {
  Undecided items;
  std::uint32_t* seen = nullptr;    ///< [image] whether it is listed, cleared
  std::uint32_t* listed = nullptr;  ///< [place] an image, counted from the batch's first
  std::uint32_t* listed_count = nullptr;
};

struct SolveWeightedArguments {
  Cells cells;  ///< one
  std::uint64_t images = 0;
  WeightClasses classes;
  std::uint32_t levels = 2;                     ///< q
  const unsigned long long* reach = nullptr;    ///< [image] sum of |w| cap
  const std::uint32_t* count = nullptr;         ///< [image][class * q + cap]
  const std::uint16_t* sorted_caps = nullptr;   ///< [image][place]: see SortedCaps
  const std::uint32_t* places_begin = nullptr;  ///< [class], and the end: the same
  std::uint32_t* steps = nullptr;               ///< LaneCursors of every thread
  std::uint64_t* able = nullptr;                ///< the same

  /// solve_pairs: where `count` is filled; and what is to be solved: every item of every
  /// image, or `again` those that were undecided.
  WeightedWindows windows;
  UndecidedImages undecided;
  bool again = false;
};

/// Threads of a block of these kernels, and blocks that the registers of a multiprocessor
/// are to suffice for: 80 for each thread. With 64, which the compiler would choose by
/// itself, it spills a few.
inline constexpr std::uint32_t solve_threads = 128;
inline constexpr std::uint32_t solve_blocks = 6;

/// Classifies images from their counts and solves every p: an image at one p to a thread.
/// The grid is a multiple of cells.items() blocks, each of which sees one item only, so that
/// the threads of a warp go the same way.
__global__ void solve_pairs(SolveWeightedArguments arguments);

/// The same from SortedCaps.
__global__ void solve_sorted_caps(SolveWeightedArguments arguments);

}  // namespace brink::device
