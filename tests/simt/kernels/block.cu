// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/simt/kernels/block.hpp"

#include "cuda/kernel/shared.hpp"

namespace brink::simt {

__global__ void thread_places(std::uint32_t* out) {
  const unsigned block = (blockIdx.z * gridDim.y + blockIdx.y) * gridDim.x + blockIdx.x;
  const unsigned thread = (threadIdx.z * blockDim.y + threadIdx.y) * blockDim.x + threadIdx.x;
  const dim3 all[] = {blockIdx, threadIdx, gridDim, blockDim};
  std::uint32_t* const mine =
      out + (block * blockDim.x * blockDim.y * blockDim.z + thread) * std::size_t{12};
  for (unsigned i = 0; i < 4; ++i) {
    mine[3 * i] = all[i].x;
    mine[3 * i + 1] = all[i].y;
    mine[3 * i + 2] = all[i].z;
  }
}

__global__ void block_sums(const std::uint32_t* value, std::uint32_t* sum) {
  BRINK_SHARED(std::uint32_t, partial, 1024);
  partial[threadIdx.x] = value[blockIdx.x * blockDim.x + threadIdx.x];
  __syncthreads();
  for (unsigned half = blockDim.x / 2; half > 0; half /= 2) {
    if (threadIdx.x < half) partial[threadIdx.x] += partial[threadIdx.x + half];
    __syncthreads();
  }
  if (threadIdx.x == 0) sum[blockIdx.x] = partial[0];
}

__global__ void count_in_shared(HistogramArguments a) {
  BRINK_DYNAMIC_SHARED(std::uint32_t, counts);
  const unsigned warps = blockDim.x / 32;
  for (unsigned i = threadIdx.x; i < warps * a.levels; i += blockDim.x) counts[i] = 0;
  __syncthreads();
  std::uint32_t* const mine = counts + threadIdx.x / 32 * a.levels;
  for (unsigned i = blockIdx.x * blockDim.x + threadIdx.x; i < a.count;
       i += gridDim.x * blockDim.x) {
    atomicAdd(&mine[a.level[i]], 1u);
  }
  __syncthreads();
  for (unsigned level = threadIdx.x; level < a.levels; level += blockDim.x) {
    std::uint32_t sum = 0;
    for (unsigned warp = 0; warp < warps; ++warp) sum += counts[warp * a.levels + level];
    atomicAdd(&a.histogram[level], sum);
  }
}

__global__ void early_exits(std::uint32_t* out, unsigned stay, unsigned rounds) {
  if (threadIdx.x >= stay) return;
  for (unsigned i = 0; i < rounds; ++i) __syncthreads();
  const int count = __syncthreads_count(threadIdx.x % 3 == 0);
  const int all = __syncthreads_and(threadIdx.x < stay);
  const int any = __syncthreads_or(threadIdx.x + 1 == stay);
  const unsigned lanes = __ballot_sync(0xffffffff, 1);
  if (threadIdx.x != 0) return;
  std::uint32_t* const mine = out + blockIdx.x * 4;
  mine[0] = static_cast<std::uint32_t>(count);
  mine[1] = all != 0;
  mine[2] = any != 0;
  mine[3] = lanes;
}

__global__ void diverge(std::uint32_t* out) {
  if (threadIdx.x % 2 == 0) {
    __syncthreads();
  } else {
    out[threadIdx.x % 12] = static_cast<std::uint32_t>(__syncthreads_count(1));
  }
}

__global__ void uninitialised_shared(std::uint32_t* out) {
  BRINK_SHARED(std::uint32_t, values, 64);
  out[blockIdx.x * blockDim.x + threadIdx.x] = values[threadIdx.x];
  __syncthreads();
  values[threadIdx.x] = 0;
}

template <class T>
__device__ T swapped_through_shared(T value) {
  BRINK_SHARED(T, place, 64);
  __syncthreads();
  place[threadIdx.x] = value;
  __syncthreads();
  return place[blockDim.x - 1 - threadIdx.x];
}

__device__ __forceinline__ std::uint32_t twice_swapped(std::uint32_t value) {
  return swapped_through_shared(swapped_through_shared(value));
}

__device__ __noinline__ std::uint32_t through_vectors(std::uint32_t value) {
  const uint4 swapped = swapped_through_shared(make_uint4(value, 0, 0, 1));
  return swapped.x + swapped.w;
}

__global__ void nested_shared(std::uint32_t* out) {
  BRINK_SHARED(unsigned char, bytes, 3);
  BRINK_SHARED(unsigned long long, total, 1);
  if (threadIdx.x < 3) bytes[threadIdx.x] = static_cast<unsigned char>(threadIdx.x + 1);
  if (threadIdx.x == 0) total[0] = 0;
  __syncthreads();
  atomicAdd(total, 1ull << 32);
  const std::uint32_t value = twice_swapped(threadIdx.x) + 1000 * through_vectors(threadIdx.x);
  out[threadIdx.x] = value + bytes[threadIdx.x % 3] * 1000000 +
                     static_cast<std::uint32_t>(total[0] >> 32) * 10000000;
}

__global__ void last_block_adds(LastBlockArguments a) {
  BRINK_SHARED(bool, is_last, 1);
  if (threadIdx.x == 0) {
    a.partial[blockIdx.x] = blockIdx.x + 1;
    __threadfence();
    is_last[0] = atomicAdd(a.ticket, 1u) == gridDim.x - 1;
    __threadfence();
  }
  __syncthreads();
  if (is_last[0] && threadIdx.x == 0) {
    std::uint32_t sum = 0;
    for (unsigned i = 0; i < gridDim.x; ++i) sum += a.partial[i];
    *a.sum = sum;
  }
}

}  // namespace brink::simt
