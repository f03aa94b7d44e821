// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/simt/faults/faults.hpp"

#include "cuda/kernel/shared.hpp"

namespace brink::simt {
namespace {

constexpr unsigned all_lanes = 0xffffffff, low_lanes = 0x0000ffff;

__device__ unsigned number() { return blockIdx.x * blockDim.x + threadIdx.x; }

/// Returns 1 in the last thread of the grid if the fault is planted, otherwise 0.
__device__ unsigned beyond(unsigned faulty) {
  return number() == gridDim.x * blockDim.x - 1 ? faulty : 0;
}

}  // namespace

__global__ void shared_store(std::uint32_t* out, unsigned faulty) {
  BRINK_SHARED(std::uint32_t, values, fault_threads);
  std::uint32_t* const place = values + threadIdx.x;
  *place = threadIdx.x;
  place[beyond(faulty)] = threadIdx.x;
  out[number()] = *place;
}

__global__ void global_store(std::uint32_t* out, unsigned faulty) {
  out[number()] = threadIdx.x;
  out[number() + beyond(faulty)] = threadIdx.x;
}

__global__ void global_load(std::uint32_t* out, unsigned faulty) {
  const std::uint32_t read = out[number() + beyond(faulty)];
  out[number()] = read == ~0u ? 0 : threadIdx.x;
}

__global__ void missing_barrier(std::uint32_t* out, unsigned faulty) {
  BRINK_SHARED(std::uint32_t, values, fault_threads);
  values[fault_threads - 1 - threadIdx.x] = fault_threads - 1 - threadIdx.x;
  if (faulty == 0) __syncthreads();
  out[number()] = values[threadIdx.x];
}

__global__ void missing_syncwarp(std::uint32_t* out, unsigned faulty) {
  BRINK_SHARED(std::uint32_t, values, fault_threads);
  values[threadIdx.x ^ 1] = threadIdx.x ^ 1;
  __ballot_sync(all_lanes, 1);  // lanes meet, but their memory is not ordered
  if (faulty == 0) __syncwarp();
  out[number()] = values[threadIdx.x];
}

__global__ void plain_update(std::uint32_t* out, unsigned faulty) {
  if (number() > 0) out[number()] = threadIdx.x;
  if (threadIdx.x != 0) return;
  if (faulty == 0) {
    atomicAdd(out, 1u);
  } else {
    *out += 1;
  }
}

__global__ void shuffle_outside(std::uint32_t* out, unsigned faulty) {
  out[number()] = threadIdx.x;
  const unsigned lane = threadIdx.x % 32;
  if (lane >= 16) return;
  const int source = lane == 0 && faulty != 0 ? 16 : 3;
  if (__shfl_sync(low_lanes, lane, source) != 3) out[number()] = ~0u;
}

__global__ void different_masks(std::uint32_t* out, unsigned faulty) {
  out[number()] = threadIdx.x;
  const unsigned mask = faulty != 0 && threadIdx.x % 32 == 5 ? low_lanes : all_lanes;
  if (__ballot_sync(mask, 1) == 0) out[number()] = ~0u;
}

__global__ void divergent_barrier(std::uint32_t* out, unsigned faulty) {
  out[number()] = threadIdx.x;
  if (faulty == 0 || threadIdx.x % 2 == 0) __syncthreads();
  if (faulty != 0) __syncwarp();  // keeps the others from exiting, which would open the barrier
  out[number()] = threadIdx.x;
}

__global__ void two_barriers(std::uint32_t* out, unsigned faulty) {
  out[number()] = threadIdx.x;
  if (faulty == 0 || threadIdx.x % 2 == 0) {
    __syncthreads();
  } else {
    __syncthreads();
  }
}

__global__ void deadlock(std::uint32_t* out, unsigned faulty) {
  out[number()] = threadIdx.x;
  if (faulty != 0 && threadIdx.x % 32 == 7) {
    __ballot_sync(all_lanes, 1);
  } else {
    __syncthreads();
  }
}

__global__ void increment(std::uint32_t* out) { out[number()] += 1; }

}  // namespace brink::simt
