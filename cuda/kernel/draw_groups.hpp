// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime.h>

#include <cstdint>

#include "cuda/binomial.hpp"
#include "cuda/drawn_levels.hpp"
#include "cuda/grouped_counts.hpp"
#include "cuda/kernel/cells.hpp"
#include "cuda/kernel/philox_stream.hpp"
#include "cuda/level_counts.hpp"
#include "cuda/shape.hpp"

namespace brink::device {

/// Pixels that are counted together: all of a class, or those of one |w|.
struct PixelGroup {
  std::uint32_t pixels = 0;
  LevelWindows windows;
  std::uint32_t first = 0;  ///< where its counts begin among those of an image
};

/// The images of one class of the sampler `counts`: see cuda/drawn_levels.hpp.
struct CountsSource {
  Shape shape;
  PhiloxKeys keys;  ///< of the class, see counts_key
  BinomialHat hat;
};

/// What is drawn of the images of a batch. An image has `places` counts, or a list of `places`
/// entries at most.
struct DrawnImages {
  const PixelGroup* group = nullptr;  ///< [groups]
  std::uint32_t groups = 1;
  bool sum = false;     ///< whether shared bits are drawn
  bool listed = false;  ///< ListSink instead of CountSink; only with one group
  std::uint64_t places = 0;
  std::uint32_t* count = nullptr;         ///< [image][place]
  std::uint64_t* caps = nullptr;          ///< [image][group] sum of the levels
  std::uint32_t* upper_half = nullptr;    ///< [image] of the last group
  std::uint32_t* listed_count = nullptr;  ///< [image] entries of its list
};

struct DrawGroupsArguments {
  CountsSource source;
  LaunchRange range;
  DrawnImages drawn;
};

/// Threads of a block of these kernels, and how many blocks the registers of a multiprocessor
/// must suffice for. That gives 80 registers to each thread.
inline constexpr std::uint32_t drawn_threads = 128;
inline constexpr std::uint32_t drawn_blocks = 6;

/// Draws the counts of images, one by each thread. Dynamic shared memory: walk_words for each
/// thread.
__global__ void draw_groups(DrawGroupsArguments arguments);

struct JudgeDrawnArguments {
  Cells cells;  ///< one cell
  Shape shape;
  LaunchRange range;
  DrawnImages drawn;
  Undecided undecided;

  /// For solve_groups.
  WeightClasses classes;
  const CapWindows* windows = nullptr;  ///< [class]
  std::uint32_t* steps = nullptr;       ///< LaneCursors of every thread
  std::uint64_t* able = nullptr;        ///< LaneCursors of every thread
};

/// Judges a class of level counts. Each thread takes one image.
__global__ void judge_drawn_levels(JudgeDrawnArguments arguments);

/// Judges a half-space of unequal weights. Each thread takes one image at one p. The number of
/// blocks is a multiple of cells.items(), and each block sees one item only, so that the threads
/// of a warp take the same branches.
__global__ void solve_groups(JudgeDrawnArguments arguments);

struct JudgeDrawnPixelsArguments {
  CountsSource source;
  LaunchRange range;
  Cells cells;       ///< one cell
  bool two = false;  ///< whether the class sees a second pixel
};

/// Draws and judges the one pixel, or the two, that a class sees.
__global__ void judge_drawn_pixels(JudgeDrawnPixelsArguments arguments);

}  // namespace brink::device
