// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/classifier/hash/hash.hpp"

#include "cuda/kernel/image.cuh"

namespace brink::device {
namespace {

/// The word z(i, v) of Zobrist: a block of the table's stream at index v.
__device__ std::uint64_t zobrist_word(const PhiloxKeys& keys, std::uint32_t table,
                                      std::uint32_t pixel, std::uint32_t level) {
  const Block block = PhiloxStream(keys, table, level)[pixel];
  return block.word[0] | std::uint64_t{block.word[1]} << 32;
}

/// XORs both words over the threads of a block. All threads get the results.
__device__ void combine(unsigned long long (&word)[2]) {
  BRINK_SHARED(unsigned long long, parts, 2 * most_warps);
  for (unsigned long long& value : word) {
    for (int lanes = warp_threads / 2; lanes > 0; lanes /= 2) {
      value ^= __shfl_xor_sync(all_lanes, value, lanes);
    }
  }
  const std::uint32_t warp = threadIdx.x / warp_threads;
  if (threadIdx.x % warp_threads == 0) {
    parts[2 * warp] = word[0];
    parts[2 * warp + 1] = word[1];
  }
  __syncthreads();
  word[0] = word[1] = 0;
  for (std::uint32_t part = 0; part < blockDim.x / warp_threads; ++part) {
    word[0] ^= parts[2 * part];
    word[1] ^= parts[2 * part + 1];
  }
  __syncthreads();  // before the next image's words overwrite them
}

}  // namespace

// The hashes take nearly all of the time, with two Philox blocks for each pixel; the search needs
// only about two trials, one after the other. The search needs more than 64 registers, which
// limits the number of warps, but two independent Philox blocks in flight keep a multiprocessor
// busy with few warps. The search also needs the stack frame: for the levels that ManyPixelSearch
// counts up (p = inf), and for the image that its parts share by reference.
__global__ void __launch_bounds__(most_image_threads) judge_hash(ImageArguments arguments) {
  const CellPlan& plan = arguments.cells.cell[0].plan;
  const std::uint32_t table = arguments.shape.stream(Domain::zobrist_table);
  const std::uint32_t top = arguments.shape.top_level();
  const auto pixels = static_cast<std::uint32_t>(arguments.shape.pixels());
  judge_by_threads<Hash>(arguments, [&](const BlockGroup& group, const std::uint16_t* levels,
                                        std::uint64_t* kept, Scratch) {
    unsigned long long word[2] = {};
    for (std::uint32_t i = group.rank(); i < pixels; i += group.size()) {
      const std::uint32_t level = levels[i];
      word[0] ^= zobrist_word(arguments.class_keys, table, i, level);
      word[1] ^= zobrist_word(arguments.class_keys, table, i, top - level);
    }
    combine(word);
    std::uint64_t hashes[2];
    const std::int64_t score = Hash::score(plan, HashPair{word[0], word[1]}, hashes);
    if (group.rank() == 0) {
      kept[0] = hashes[0];
      kept[1] = hashes[1];
    }
    return score;
  });
}

}  // namespace brink::device
