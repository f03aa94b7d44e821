// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/classifier/table/table.hpp"

#include "cuda/kernel/image.cuh"

namespace brink::device {

// The search takes the time; a thread does it, because each of its steps needs the one before.
__global__ void __launch_bounds__(most_image_threads, 2) judge_table(ImageArguments arguments) {
  const std::int32_t* const scores = arguments.cells.cell[0].plan.table.score;
  const std::uint64_t pixels = arguments.shape.pixels();
  judge_by_threads<Table>(arguments, [&](const BlockGroup& group, const std::uint16_t* levels,
                                         std::uint64_t*, Scratch) {
    BRINK_SHARED(std::int64_t, score, 1);
    unsigned long long sum[1] = {};
    for (std::uint64_t i = group.rank(); i < pixels; i += group.size()) {
      sum[0] += static_cast<unsigned long long>(std::int64_t{scores[levels[i]]});
    }
    group.sum(sum);
    if (group.rank() == 0) score[0] = static_cast<std::int64_t>(sum[0]);
    group.sync();
    const std::int64_t found = score[0];
    group.sync();  // before the next image overwrites it
    return found;
  });
}

}  // namespace brink::device
