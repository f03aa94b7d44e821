// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime.h>

#include <cstdint>

namespace brink::simt {

/// The position of each thread of a grid: 12 words for each thread, at its number in the grid.
__global__ void thread_places(std::uint32_t* out);

/// Sums of blockDim.x values by a tree in shared memory, one for each block.
__global__ void block_sums(const std::uint32_t* value, std::uint32_t* sum);

/// Levels below `levels` counted in dynamic shared memory, one histogram for each warp.
struct HistogramArguments {
  const std::uint32_t* level;
  std::uint32_t count;
  std::uint32_t levels;
  std::uint32_t* histogram;  ///< [level]
};
__global__ void count_in_shared(HistogramArguments arguments);

/// Threads from `stay` on exit early; the others go through `rounds` barriers. out[block * 4]
/// receives the results of __syncthreads_count, _and, _or and a vote of the warp in thread 0.
__global__ void early_exits(std::uint32_t* out, unsigned stay, unsigned rounds);

/// Half of the threads come to another barrier than the others, which is wrong on purpose.
__global__ void diverge(std::uint32_t* out);

/// Reads shared memory before anything was stored there.
__global__ void uninitialised_shared(std::uint32_t* out);

/// Shared variables of templates and of functions that kernels call, and their alignment.
__global__ void nested_shared(std::uint32_t* out);

/// The last block to come adds up what the blocks stored (threadFenceReduction of CUDA's samples,
/// with the second fence that the memory model requires).
struct LastBlockArguments {
  std::uint32_t* partial;  ///< [block]
  std::uint32_t* ticket;
  std::uint32_t* sum;
};
__global__ void last_block_adds(LastBlockArguments arguments);

}  // namespace brink::simt
