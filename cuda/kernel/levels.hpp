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

/// What is counted of an image, and in which way; the same for all images of a launch.
/// Level 0, where wanted, is always counted by whole words: with masks, what is no pixel
/// stands there.
struct LevelPlan {
  enum class Method : std::uint32_t {
    ones,     ///< b = 1: bits set
    singles,  ///< at most one level in each window: compared, all fields of a word at once
    windows,  ///< each field by itself, into a histogram of the windows
    list      ///< fewer pixels than levels: all of them, sorted
  };

  Method method = Method::ones;
  LevelFields fields;
  std::uint32_t levels = 2;  ///< q
  LevelWindows windows;
  bool upper_half = false;           ///< whether to count it
  std::uint64_t pixels = 0;          ///< that count
  std::uint32_t padding = 0;         ///< fields of the blocks that are none of them, all zero
  std::uint32_t counted_blocks = 0;  ///< the windows are filled from these first blocks only
  bool partial = false;              ///< and they are not all blocks
  /// Words of an image's storage: the histogram with no gap between the windows, or the list,
  /// a power of two where threads share it.
  std::uint32_t storage = 0;
  /// Copies of the histogram in a block that is a group, a power of two.
  std::uint32_t copies = 1;

  BRINK_HD std::uint32_t middle() const { return windows.middle_end - windows.middle_begin; }
  /// What to subtract from a level of the middle window, and of the high one, for its place.
  BRINK_HD std::uint32_t middle_shift() const { return windows.middle_begin - windows.low; }
  BRINK_HD std::uint32_t high_shift() const { return windows.high - windows.low - middle(); }
};

struct LevelArguments {
  BlockSource source;
  ImageRange range;
  LevelPlan plan;
  Cells cells;
  std::uint32_t cached = 0;  ///< costs of an item that a block gathers, see Recorder
  Undecided undecided;       ///< null where there can be none

  /// judge_levels_by_block: blocks that share an image, each a stretch of `part` Philox
  /// blocks. More than one add their counts to the image's slot; the last one to do so, by
  /// the image's ticket, judges. Slots and tickets are zero before the launch.
  std::uint32_t parts = 1;
  std::uint32_t part = 0;
  unsigned long long* slot = nullptr;  ///< [image * slot_words + ...], see level_totals
  std::uint32_t* ticket = nullptr;     ///< [image]

  /// judge_undecided_levels: [block * plan.storage + ...] histograms too large for shared
  /// memory; null: there.
  std::uint32_t* histogram = nullptr;
};

/// Words of shared memory in which a block gathers what its images find, see Recorder.
BRINK_HD inline std::uint32_t recorder_words(const Cells& cells, std::uint32_t cached) {
  return cells.cells + cells.items() * cached;
}

/// Sums of an image that its threads count in registers.
inline constexpr std::uint32_t level_totals = 5;

/// Words of 64 bits in the slot of an image: its totals, then its histogram.
BRINK_HD inline std::uint64_t slot_words(const LevelPlan& plan) {
  return level_totals + plan.storage;
}

/// Threads of a block of these kernels at most, and blocks that the registers of a
/// multiprocessor are to suffice for: 64 for each thread.
inline constexpr std::uint32_t level_threads = 256;
inline constexpr std::uint32_t level_blocks = 4;
/// The same where undecided items, which are rare, are judged: registers for everything.
inline constexpr std::uint32_t undecided_blocks = 2;
/// Images of a launch times parts of an image at most: 32 bits hold it and a stride more.
inline constexpr std::uint64_t most_level_work = std::uint64_t{1} << 31;

/// Judges classes by level counts: each image is drawn, counted and solved by a thread, a
/// warp, or one or several blocks. Dynamic shared memory: recorder_words and a storage for
/// each group of the block, `copies` of it where the block is the group.
__global__ void judge_levels_by_thread(LevelArguments arguments);
__global__ void judge_levels_by_warp(LevelArguments arguments);
__global__ void judge_levels_by_block(LevelArguments arguments);

/// Judges the items that the launch before left undecided, a block to each; the plan counts
/// every level. The second one has its histograms in device memory.
__global__ void judge_undecided_levels(LevelArguments arguments);
__global__ void judge_undecided_levels_globally(LevelArguments arguments);

}  // namespace brink::device
