// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime.h>

#include <cstdint>

#include "cuda/kernel/cells.hpp"
#include "cuda/weighted_counts.hpp"

namespace brink::device {

/// Items whose windows did not suffice, and a list of their images without repetitions.
struct UndecidedImages {
  Undecided items;
  std::uint32_t* seen = nullptr;    ///< [image] whether it is listed; cleared before the launch
  std::uint32_t* listed = nullptr;  ///< [place] an image, counted from the first one of the batch
  std::uint32_t* listed_count = nullptr;
};

struct SolveWeightedArguments {
  Cells cells;  ///< one cell
  LaunchRange range;
  WeightClasses classes;
  std::uint32_t levels = 2;                     ///< q
  const unsigned long long* reach = nullptr;    ///< [image] sum of |w| cap
  const std::uint32_t* count = nullptr;         ///< [image][class * q + cap]
  const std::uint16_t* sorted_caps = nullptr;   ///< [image][place], see SortedCaps
  const std::uint32_t* places_begin = nullptr;  ///< [class] its first place, and the end, see
                                                ///< SortedCaps
  std::uint32_t* steps = nullptr;               ///< LaneCursors of every thread
  std::uint64_t* able = nullptr;                ///< LaneCursors of every thread

  /// For solve_pairs: where `count` is filled, and which items are solved: every item of every
  /// image, or only the undecided ones in `again`.
  WeightedWindows windows;
  UndecidedImages undecided;
  bool again = false;
};

/// Threads of a block of these kernels, and how many blocks the registers of a multiprocessor
/// must suffice for. That gives 80 registers to each thread. The compiler by itself would choose
/// 64 and spill a few.
inline constexpr std::uint32_t solve_threads = 128;
inline constexpr std::uint32_t solve_blocks = 6;

/// Classifies images from their counts and solves every p. Each thread takes one image at one p.
/// The number of blocks is a multiple of cells.items(), and each block sees one item only, so
/// that the threads of a warp take the same branches.
__global__ void solve_pairs(SolveWeightedArguments arguments);

/// Does the same from SortedCaps.
__global__ void solve_sorted_caps(SolveWeightedArguments arguments);

}  // namespace brink::device
