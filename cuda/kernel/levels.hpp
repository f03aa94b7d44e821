// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime.h>

#include <cstdint>
#include <type_traits>

#include "cuda/kernel/cells.hpp"
#include "cuda/kernel/image_blocks.hpp"
#include "cuda/kernel/level_fields.hpp"
#include "cuda/kernel/masks.hpp"
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
  std::uint32_t levels = 2;  ///< q
  LevelWindows windows;
  std::uint64_t pixels = 0;          ///< pixels that count
  std::uint32_t padding = 0;         ///< fields of the blocks that hold no pixel, all zero
  std::uint32_t counted_blocks = 0;  ///< the windows are filled from this many first blocks only
  std::uint32_t partial = 0;         ///< whether that leaves out some blocks
  std::uint32_t upper_half = 0;      ///< whether to count the upper half
  /// Words of its storage. A histogram has no gaps between the windows. A list has a power of two
  /// of words where threads share it.
  std::uint32_t storage = 0;
  /// Operands of the loop that counts, made once on the host: words whose fields all hold the first
  /// level of a window, and how many levels from 1 on the low window has.
  std::uint32_t middle_word = 0;
  std::uint32_t high_word = 0;
  std::uint32_t low_levels = 0;

  BRINK_HD std::uint32_t middle() const { return windows.middle_end - windows.middle_begin; }
  /// The number to subtract from a level of the middle window to get its place in the histogram.
  /// high_shift does the same for the high window.
  BRINK_HD std::uint32_t middle_shift() const { return windows.middle_begin - windows.low; }
  BRINK_HD std::uint32_t high_shift() const { return windows.high - windows.low - middle(); }
};

/// The most clients that share the words of an image.
inline constexpr std::uint32_t most_level_clients = 8;

/// Cells that are judged by the same counts: some of the cells of a launch.
struct LevelClient {
  LevelMasks masks;
  LevelPlan plan;
  std::uint32_t storage = 0;  ///< where its storage begins in that of the image
  std::uint32_t items = 0;    ///< its first item is the last client's end
  std::uint32_t items_end = 0;
  std::uint32_t none = 0;  ///< where padding would be
};
/// The executor of the tests clears the padding of arguments, and GCC 12 clears other bytes where
/// an array of structs has padding.
static_assert(std::has_unique_object_representations_v<LevelClient>);

/// An image has a storage of `storage` words, in which each client has a part.
struct LevelArguments {
  PhiloxSource source;
  LaunchRange range;
  LevelFields fields;
  std::uint32_t clients = 1;
  std::uint32_t storage = 0;
  Cells cells;               ///< of all clients, in their order
  std::uint32_t cached = 0;  ///< costs of an item that a block gathers, see Recorder
  /// Copies of the storage, a power of two, in a block that works as one group. Warp i counts in
  /// copy i mod copies.
  std::uint32_t copies = 1;
  Undecided undecided;  ///< null where every item is decided

  /// For blocks: the number of blocks that share an image. Each takes a stretch of `part` Philox
  /// blocks. If there are several, each adds its counts to the slot of the image, and the block
  /// that draws the last ticket judges. Slots and tickets are zero before the launch.
  std::uint32_t parts = 1;
  std::uint32_t part = 0;
  unsigned long long* slot = nullptr;  ///< [image * slot_words + ...], see level_totals
  std::uint32_t* ticket = nullptr;     ///< [image]

  /// For judge_undecided_levels: [block * storage + ...] histograms that are too large for shared
  /// memory. Null where the histograms are in shared memory.
  std::uint32_t* histogram = nullptr;

  /// The last member: what follows an array of structs, GCC 12 takes for padding.
  LevelClient client[most_level_clients];
};

/// Words of shared memory in which a block gathers the results of its images, see Recorder.
BRINK_HD inline std::uint32_t recorder_words(const Cells& cells, std::uint32_t cached) {
  return cells.cells + cells.items() * cached;
}

/// What each thread counts in its share of an image for a client, besides the storage.
struct LevelTotals {
  /// Which pixels are counted: those in the upper half, of level 0, or of the one level of a
  /// window.
  enum Which { upper_half, zeros, middle, high };

  unsigned long long sum[1] = {};  ///< of levels
  std::uint32_t pixels[4] = {};    ///< [which]; N < 2^32
};
/// How many numbers these are.
inline constexpr std::uint32_t level_totals = 5;

/// Words of 64 bits in the slot of an image: the totals of each client, then its storage.
BRINK_HD inline std::uint64_t slot_words(const LevelArguments& arguments) {
  return level_totals * arguments.clients + arguments.storage;
}

/// The most threads of a block of these kernels, and how many blocks the registers of a
/// multiprocessor must suffice for. That gives 64 registers to each thread.
inline constexpr std::uint32_t level_threads = 256;
inline constexpr std::uint32_t level_blocks = 4;
/// The same for several clients, which gives 80 registers.
inline constexpr std::uint32_t shared_level_blocks = 3;
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

/// The same for several clients, whose masks are applied to words that are drawn once. Their shared
/// memory begins with [client][thread] LevelTotals.
__global__ void judge_shared_levels_by_thread(LevelArguments arguments);
__global__ void judge_shared_levels_by_warp(LevelArguments arguments);
__global__ void judge_shared_levels_by_block(LevelArguments arguments);

/// Judge the items that the launch before left undecided; each block takes one item, and the plan
/// of its client counts every level, at the beginning of the storage. The second kernel has its
/// histograms in device memory.
__global__ void judge_undecided_levels(LevelArguments arguments);
__global__ void judge_undecided_levels_globally(LevelArguments arguments);

}  // namespace brink::device
