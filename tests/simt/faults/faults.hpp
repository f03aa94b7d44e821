// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime.h>

#include <cstdint>

namespace brink::simt {

// Kernels with one planted fault each. With `faulty` = 1 a kernel has its fault; with `faulty` =
// 0 it does the same without the fault. They are for blocks of 64 threads.
inline constexpr unsigned fault_threads = 64;

/// Stores one word beyond a shared array, in the last thread.
__global__ void shared_store(std::uint32_t* out, unsigned faulty);

/// Stores one word beyond `out`, in the last thread.
__global__ void global_store(std::uint32_t* out, unsigned faulty);

/// Reads one word beyond `out`, in the last thread.
__global__ void global_load(std::uint32_t* out, unsigned faulty);

/// Reads what other threads stored in shared memory, without a barrier.
__global__ void missing_barrier(std::uint32_t* out, unsigned faulty);

/// Reads what another lane stored in shared memory, without __syncwarp().
__global__ void missing_syncwarp(std::uint32_t* out, unsigned faulty);

/// All blocks add 1 to out[0], without atomics.
__global__ void plain_update(std::uint32_t* out, unsigned faulty);

/// Lane 0 reads lane 16, which the mask does not name.
__global__ void shuffle_outside(std::uint32_t* out, unsigned faulty);

/// Lanes meet with different masks.
__global__ void different_masks(std::uint32_t* out, unsigned faulty);

/// A barrier is in a branch that half of the threads take.
__global__ void divergent_barrier(std::uint32_t* out, unsigned faulty);

/// Half of the threads wait at one barrier, half at another.
__global__ void two_barriers(std::uint32_t* out, unsigned faulty);

/// A lane waits for others that wait for all threads of the block.
__global__ void deadlock(std::uint32_t* out, unsigned faulty);

/// out[i] = out[i] + 1.
__global__ void increment(std::uint32_t* out);

}  // namespace brink::simt
