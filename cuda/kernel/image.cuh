// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime.h>

#include "cuda/classifier/whole_image.hpp"
#include "cuda/kernel/group.cuh"
#include "cuda/kernel/image.hpp"
#include "cuda/kernel/sink.cuh"
#include "cuda/kernel/stop.cuh"

namespace brink::device {

/// A block's memory; see ImageMemory.
class ImageSlots {
 public:
  __device__ ImageSlots(const ImageMemory& memory, std::uint64_t* words)
      : memory_(memory), words_(words + blockIdx.x * memory.block_words()) {}

  __device__ std::uint16_t* levels(std::uint32_t slot) const {
    return reinterpret_cast<std::uint16_t*>(begin(slot));
  }
  __device__ std::uint64_t* kept(std::uint32_t slot) const {
    return begin(slot) + memory_.image_words;
  }
  __device__ std::uint64_t& score(std::uint32_t slot) const {
    return kept(slot)[memory_.kept_words];
  }
  __device__ Scratch scratch(std::uint32_t solver) const {
    return begin(memory_.slots) + solver * memory_.scratch_words;
  }

 private:
  __device__ std::uint64_t* begin(std::uint32_t slot) const {
    return words_ + slot * memory_.slot_words();
  }

  const ImageMemory& memory_;
  std::uint64_t* words_;
};

/// Four levels, which draw_levels writes at once.
struct alignas(8) FourLevels {
  std::uint16_t level[4];
};

/// Writes an image's levels, and zeros up to the end of its last Philox block.
__device__ inline void draw_levels(const BlockGroup& group, const ImageArguments& arguments,
                                   std::uint64_t image, std::uint16_t* levels) {
  const std::uint32_t b = arguments.shape.b, top = arguments.shape.top_level();
  const std::uint32_t fields = arguments.shape.pixels_per_word();
  const ImageBlocks<false> blocks(arguments.source, image);
  for (std::uint32_t position = group.rank(); position < arguments.source.blocks;
       position += group.size()) {
    const Block block = blocks[position];
    // Four words of `fields` levels each are `fields` groups of four levels.
    auto* out = reinterpret_cast<FourLevels*>(levels) + std::uint64_t{position} * fields;
    FourLevels four{};
    std::uint32_t held = 0;
    for (std::uint32_t word : block.word) {
      for (std::uint32_t field = 0; field < fields; ++field) {
        for (int i = 0; i < 3; ++i) four.level[i] = four.level[i + 1];
        four.level[3] = static_cast<std::uint16_t>(word & top);
        word >>= b;
        if (++held % 4 == 0) *out++ = four;
      }
    }
  }
}

/// Solves one image at one p and records the cost.
template <class Classifier>
__device__ void solve_image(const ImageArguments& arguments, const ImageSlots& slots,
                            std::uint32_t slot, std::uint32_t p, Scratch scratch) {
  const ImageMemory& memory = arguments.memory;
  const DeviceCell& cell = arguments.cells.cell[0];
  const std::uint64_t* const kept = slots.kept(slot);
  for (std::uint64_t i = 0; i < memory.kept_words; ++i) {
    scratch[memory.scratch_words - memory.kept_words + i] = kept[i];
  }
  const Solved solved =
      Classifier::cost(cell.plan, slots.levels(slot), static_cast<std::int64_t>(slots.score(slot)),
                       arguments.cells.rule[p], scratch, nullptr);
  add_cost(cell, p, solved.cost);
}

/// The kernel of one class. All threads of a block call score(group, levels, kept, scratch). It
/// gives every thread the score and leaves `kept` as Classifier::score does. When it returns, no
/// thread reads the levels any more.
template <class Classifier, class Score>
__device__ void judge_images(const ImageArguments& arguments, const Score& score) {
  const BlockGroup group;
  const ImageSlots slots(arguments.memory, arguments.words);
  const DeviceCell& cell = arguments.cells.cell[0];
  const std::uint32_t solvers = arguments.memory.solvers;
  StopWatch watch(arguments.range.stop);
  const auto stopped = [&] { return group.any(group.rank() == 0 && watch.stopped()); };
  for (std::uint64_t image = blockIdx.x; image < arguments.range.images && !stopped();) {
    std::uint32_t inside = 0;
    for (; inside < arguments.memory.slots && image < arguments.range.images && !stopped();
         image += gridDim.x) {
      std::uint16_t* const levels = slots.levels(inside);
      draw_levels(group, arguments, arguments.range.first + image, levels);
      group.sync();
      const std::int64_t found = score(group, levels, slots.kept(inside), slots.scratch(0));
      if (!Classifier::inside(cell.plan, found)) continue;
      if (group.rank() == 0) slots.score(inside) = static_cast<std::uint64_t>(found);
      ++inside;
    }
    group.sync();
    if (group.rank() == 0) atomicAdd(cell.in_class, static_cast<unsigned long long>(inside));
    if (group.rank() < solvers) {
      for (std::uint32_t item = group.rank();
           item < inside * arguments.cells.rules && !watch.stopped(); item += solvers) {
        // Neighbouring threads solve other images at the same p, so that they take the same
        // branches.
        solve_image<Classifier>(arguments, slots, item % inside, item / inside,
                                slots.scratch(group.rank()));
      }
    }
    group.sync();  // before other images take the slots
  }
}

}  // namespace brink::device
