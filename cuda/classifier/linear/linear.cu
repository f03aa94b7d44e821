// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/classifier/linear/linear.hpp"

#include "cuda/kernel/image.cuh"

namespace brink::device {

// The search takes the time, as in judge_voronoi.
__global__ void __launch_bounds__(most_image_threads, 2) judge_linear(ImageArguments arguments) {
  const CellPlan& plan = arguments.cells.cell[0].plan;
  const std::uint64_t pixels = arguments.shape.pixels();
  judge_by_warps<Linear, 0>(arguments, [&](const BlockGroup& group, const std::uint16_t* levels,
                                           std::uint64_t* kept, Scratch) {
    BRINK_SHARED(std::int64_t, score, 1);
    for (std::uint32_t space = 0; space < plan.half_spaces.count; ++space) {
      const std::int32_t* const weight = plan.half_spaces.weight + space * pixels;
      unsigned long long sum[1] = {};
      for (std::uint64_t i = group.rank(); i < pixels; i += group.size()) {
        sum[0] += static_cast<unsigned long long>(std::int64_t{weight[i]} * levels[i]);
      }
      group.sum(sum);
      if (group.rank() == 0) Linear::set_margin(plan, space, sum[0], kept);
    }
    if (group.rank() == 0) score[0] = Linear::score_of(plan, kept);
    group.sync();
    const std::int64_t found = score[0];
    group.sync();  // before the next image overwrites it
    return found;
  });
}

}  // namespace brink::device
