// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/kernel/raw.hpp"

#include "cuda/kernel/group.cuh"

namespace brink::device {

__global__ void __launch_bounds__(256) draw_raw(RawArguments arguments) {
  const WarpGroup group;
  std::uint32_t word = 0;
  for (std::uint64_t image = group.lead(); image < arguments.range.images;
       image += group.stride()) {
    const ImageBlocks<true> blocks(arguments.source, arguments.range.first + image);
    blocks.template each<4>(group.rank(), arguments.source.blocks, group.size(),
                            [&](std::uint32_t, const Block& block) {
                              word ^= block.word[0] ^ block.word[1] ^ block.word[2] ^ block.word[3];
                            });
  }
  arguments.word[blockIdx.x * blockDim.x + threadIdx.x] = word;
}

}  // namespace brink::device
