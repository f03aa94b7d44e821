// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/classifier/voronoi/voronoi.hpp"

#include "cuda/kernel/image.cuh"

namespace brink::device {

// The search takes the time: a warp makes some dozens of passes over its image, which wait for
// memory and for calls. Two blocks to a multiprocessor leave 128 registers to a thread, with which
// the compiler spills nothing on sm_90. The stack frame holds what the parts of the search share by
// reference; these parts are too large to be copied into each other.
__global__ void __launch_bounds__(most_image_threads, 2) judge_voronoi(ImageArguments arguments) {
  const CellPlan& plan = arguments.cells.cell[0].plan;
  const std::uint64_t pixels = arguments.shape.pixels();
  judge_by_warps<Voronoi, 0>(arguments, [&](const BlockGroup& group, const std::uint16_t* levels,
                                            std::uint64_t* kept, Scratch) {
    BRINK_SHARED(std::int64_t, score, 1);
    unsigned long long sum[1] = {};
    for (std::uint64_t i = group.rank(); i < pixels; i += group.size()) sum[0] += levels[i];
    group.sum(sum);
    for (std::uint32_t pair = 0; pair < plan.prototypes.pairs; ++pair) {
      const std::uint16_t* const prototype = plan.prototypes.level + pair * pixels;
      unsigned long long product[1] = {};
      for (std::uint64_t i = group.rank(); i < pixels; i += group.size()) {
        product[0] += std::uint32_t{levels[i]} * prototype[i];
      }
      group.sum(product);
      if (group.rank() == 0) Voronoi::set_distances(plan, pair, sum[0], product[0], kept);
    }
    if (group.rank() == 0) score[0] = Voronoi::to_margins(plan, kept);
    group.sync();
    const std::int64_t found = score[0];
    group.sync();  // before the next image overwrites it
    return found;
  });
}

}  // namespace brink::device
