// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/simt/device/vector_types.hpp"

inline constexpr int warpSize = 32;

namespace brink::simt {

/// What all threads of a block read about the block.
struct BlockPlace {
  uint3 index{};
  dim3 block;                    ///< threads of a block
  dim3 grid;                     ///< blocks of the grid
  bool watches_atomics = false;  ///< whether atomics report to the executor
};

struct ThreadPlace {
  uint3 index{};
  const BlockPlace* block = nullptr;
};

/// The CUDA thread that runs on this thread of the system. Null outside of kernels.
inline constinit thread_local const ThreadPlace* this_thread = nullptr;

}  // namespace brink::simt

#define threadIdx (::brink::simt::this_thread->index)
#define blockIdx (::brink::simt::this_thread->block->index)
#define blockDim (::brink::simt::this_thread->block->block)
#define gridDim (::brink::simt::this_thread->block->grid)
