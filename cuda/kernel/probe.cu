// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/kernel/probe.hpp"

#include "cuda/philox.hpp"

namespace brink::device {

__global__ void probe(ProbeArguments arguments) {
  const std::uint32_t thread = blockIdx.x * blockDim.x + threadIdx.x;
  const Block block = philox(Block{{thread, 0, 0, 0}}, 1);
  arguments.word[thread] = block.word[0] | std::uint64_t{block.word[1]} << 32;
}

}  // namespace brink::device
