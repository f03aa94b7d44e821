// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime.h>

#include "cuda/classifier/whole_image.hpp"
#include "cuda/kernel/group.cuh"
#include "cuda/kernel/image.hpp"
#include "cuda/kernel/shared.hpp"
#include "cuda/kernel/sink.cuh"
#include "cuda/kernel/stop.cuh"
#include "cuda/kernel/warp_worker.cuh"

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
    return begin(memory_.slots) + solver * memory_.solver_words();
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

/// Who solves an image at one p: a thread for searches that are short, or a warp.
struct ThreadSolver {
  static constexpr std::uint32_t threads = 1;

  __device__ static bool stopped() { return false; }  // the block looks soon enough

  template <class Classifier>
  __device__ static Solved cost(const DeviceCell& cell, const std::uint16_t* levels,
                                std::int64_t score, const CostRule& rule, Scratch scratch) {
    return Classifier::cost(cell.plan, levels, score, rule, scratch, nullptr);
  }
};
struct WarpSolver {
  static constexpr std::uint32_t threads = warp_threads;

  WarpWorker worker;

  __device__ bool stopped() const { return worker.stopped(); }
  template <class Classifier>
  __device__ Solved cost(const DeviceCell& cell, const std::uint16_t* levels, std::int64_t score,
                         const CostRule& rule, Scratch scratch) const {
    return Classifier::cost(cell.plan, levels, score, rule, scratch, nullptr, worker);
  }
};

/// Solves one image at one p and records the cost. All threads of the solver call it.
template <class Classifier, class Solver>
__device__ void solve_image(const ImageArguments& arguments, const ImageSlots& slots,
                            std::uint32_t slot, std::uint32_t p, Scratch scratch,
                            const Solver& solver) {
  const ImageMemory& memory = arguments.memory;
  const DeviceCell& cell = arguments.cells.cell[0];
  const std::uint64_t* const kept = slots.kept(slot);
  Scratch own = scratch + (memory.scratch_words - memory.kept_words);
  for (std::uint64_t i = threadIdx.x % Solver::threads; i < memory.kept_words;
       i += Solver::threads) {
    own[i] = kept[i];
  }
  if (Solver::threads > 1) __syncwarp(all_lanes);
  const Solved solved = solver.template cost<Classifier>(
      cell, slots.levels(slot), static_cast<std::int64_t>(slots.score(slot)),
      arguments.cells.rule[p], scratch);
  if (Solver::threads > 1) __syncwarp(all_lanes);  // before the scratch serves the next image
  if (!solver.stopped() && threadIdx.x % Solver::threads == 0) add_cost(cell, p, solved.cost);
}

/// The kernel of one class. All threads of a block call score(group, levels, kept, scratch). It
/// gives every thread the score and leaves `kept` as Classifier::score does. When it returns, no
/// thread reads the levels any more.
template <class Classifier, class Solver, class Score>
__device__ void judge_images(const ImageArguments& arguments, const Score& score, StopWatch& watch,
                             const Solver& solver) {
  const BlockGroup group;
  const ImageSlots slots(arguments.memory, arguments.words);
  const DeviceCell& cell = arguments.cells.cell[0];
  const std::uint32_t solvers = arguments.memory.solvers;
  const std::uint32_t own = threadIdx.x / Solver::threads;  // the number of the solver
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
    if (own < solvers) {
      const std::uint32_t items = inside * arguments.cells.rules;
      for (std::uint32_t item = own; item < items && !solver.stopped(); item += solvers) {
        // Neighbouring solvers solve other images at the same p, so that they take the same
        // branches and about as long.
        solve_image<Classifier>(arguments, slots, item % inside, item / inside, slots.scratch(own),
                                solver);
      }
    }
    group.sync();  // before other images take the slots
  }
}

/// The same where a thread solves.
template <class Classifier, class Score>
__device__ void judge_by_threads(const ImageArguments& arguments, const Score& score) {
  StopWatch watch(arguments.range.stop);
  judge_images<Classifier>(arguments, score, watch, ThreadSolver{});
}

/// The same where a warp solves. Each warp has `shared_words` words of shared memory.
template <class Classifier, std::uint32_t shared_words, class Score>
__device__ void judge_by_warps(const ImageArguments& arguments, const Score& score) {
  constexpr std::uint32_t blocks = shared_words * sizeof(std::int32_t) / sizeof(Block);
  BRINK_SHARED(Block, shared, most_image_threads / warp_threads * blocks + 1);
  StopWatch watch(arguments.range.stop);
  judge_images<Classifier>(
      arguments, score, watch,
      WarpSolver{WarpWorker(
          watch, reinterpret_cast<std::int32_t*>(shared + threadIdx.x / warp_threads * blocks))});
}

}  // namespace brink::device
