// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime.h>

#include <cstdint>

#include "cuda/kernel/cells.hpp"
#include "cuda/kernel/image_blocks.hpp"
#include "cuda/kernel/level_fields.hpp"
#include "cuda/level_counts.hpp"

namespace brink::device {

/// What is counted of an image, and how; the same for all images of a launch. Where level 0 is
/// wanted, whole words count it. With masks, fields that hold no pixel are 0 as well (see
/// `padding`).
struct LevelPlan {
  enum class Method : std::uint32_t {
    ones,     ///< b = 1: bits set
    singles,  ///< at most one level in each window: compared, all fields of a word at once
    windows,  ///< every field by itself, into a histogram of the windows
    list      ///< fewer pixels than levels: a sorted list of all of them
  };

  Method method = Method::ones;
  LevelFields fields;
  std::uint32_t levels = 2;  ///< q
  LevelWindows windows;
  bool upper_half = false;           ///< whether to count the upper half
  std::uint64_t pixels = 0;          ///< pixels that count
  std::uint32_t padding = 0;         ///< fields of the blocks that hold no pixel, all zero
  std::uint32_t counted_blocks = 0;  ///< the windows are filled from this many first blocks only
  bool partial = false;              ///< whether that leaves out some blocks
  /// Words of the storage of an image. A histogram has no gaps between the windows. A list has a
  /// power of two of words where threads share it.
  std::uint32_t storage = 0;
  /// Copies of the histogram, a power of two, in a block that works as one group.
  std::uint32_t copies = 1;

  BRINK_HD std::uint32_t middle() const { return windows.middle_end - windows.middle_begin; }
  /// The number to subtract from a level of the middle window to get its place in the histogram.
  /// high_shift does the same for the high window.
  BRINK_HD std::uint32_t middle_shift() const { return windows.middle_begin - windows.low; }
  BRINK_HD std::uint32_t high_shift() const { return windows.high - windows.low - middle(); }
};

struct LevelArguments {
  PhiloxSource source;
  LaunchRange range;
  LevelPlan plan;
  Cells cells;
  std::uint32_t cached = 0;  ///< costs of an item that a block gathers, see Recorder
  Undecided undecided;       ///< null where every item is decided

  /// For judge_levels_by_block: the number of blocks that share an image. Each takes a stretch of
  /// `part` Philox blocks. If there are several, each adds its counts to the slot of the image,
  /// and the block that draws the last ticket judges. Slots and tickets are zero before the
  /// launch.
  std::uint32_t parts = 1;
  std::uint32_t part = 0;
  unsigned long long* slot = nullptr;  ///< [image * slot_words + ...], see level_totals
  std::uint32_t* ticket = nullptr;     ///< [image]

  /// For judge_undecided_levels: [block * plan.storage + ...] histograms that are too large for
  /// shared memory. Null where the histograms are in shared memory.
  std::uint32_t* histogram = nullptr;
};

/// Words of shared memory in which a block gathers the results of its images, see Recorder.
BRINK_HD inline std::uint32_t recorder_words(const Cells& cells, std::uint32_t cached) {
  return cells.cells + cells.items() * cached;
}

/// Sums of an image that its threads count in registers.
inline constexpr std::uint32_t level_totals = 5;

/// Words of 64 bits in the slot of an image: its totals, then its histogram.
BRINK_HD inline std::uint64_t slot_words(const LevelPlan& plan) {
  return level_totals + plan.storage;
}

/// The most threads of a block of these kernels, and how many blocks the registers of a
/// multiprocessor must suffice for. That gives 64 registers to each thread.
inline constexpr std::uint32_t level_threads = 256;
inline constexpr std::uint32_t level_blocks = 4;
/// The number of blocks for the kernels that judge undecided items. Such items are rare, so these
/// kernels may use more registers.
inline constexpr std::uint32_t undecided_blocks = 2;
/// The most images of a launch times parts of an image: 32 bits hold it and one stride more.
inline constexpr std::uint64_t most_level_work = std::uint64_t{1} << 31;

/// Judge classes by level counts. Each image is drawn, counted and solved by a thread, by a warp,
/// or by one or several blocks. Dynamic shared memory: recorder_words and one storage for each
/// group of the block, or `copies` of the storage where the block is one group.
__global__ void judge_levels_by_thread(LevelArguments arguments);
__global__ void judge_levels_by_warp(LevelArguments arguments);
__global__ void judge_levels_by_block(LevelArguments arguments);

/// Judge the items that the launch before left undecided; each block takes one item, and the plan
/// counts every level. The second kernel has its histograms in device memory.
__global__ void judge_undecided_levels(LevelArguments arguments);
__global__ void judge_undecided_levels_globally(LevelArguments arguments);

}  // namespace brink::device
