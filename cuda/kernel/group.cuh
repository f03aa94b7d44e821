// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime.h>

#include <cstdint>

#include "cuda/kernel/shared.hpp"

namespace brink::device {

inline constexpr std::uint32_t warp_threads = 32;
inline constexpr std::uint32_t all_lanes = 0xffffffff;
/// The most warps of a block that a BlockGroup allows.
inline constexpr std::uint32_t most_warps = 32;

/// Threads that share the work of one image: a thread, a warp or a block of them. Each group has
///
///     rank(), size()            the thread's number in the group, and the group's threads
///     in_block(), per_block()   the group's number in its block, and the block's groups
///     lead(), offset(), stride()  the group's images are lead() + offset(), and every
///                               stride()-th on; lead() is the same in all lanes of a warp
///     sync()                    a barrier: the group sees afterwards what it wrote before
///     sum(values)               adds each value (unsigned, unsigned long long) over the
///                               group; every thread gets the sums
///     any(value)                whether the value is true in some thread of the group
///     by_warps                  whether its lanes may meet in warp intrinsics
///
/// Blocks have a multiple of warp_threads threads.
struct ThreadGroup {
  static constexpr bool by_warps = false;

  __device__ std::uint32_t rank() const { return 0; }
  __device__ std::uint32_t size() const { return 1; }
  __device__ std::uint32_t in_block() const { return threadIdx.x; }
  __device__ std::uint32_t per_block() const { return blockDim.x; }
  __device__ std::uint64_t lead() const {
    return std::uint64_t{blockIdx.x} * blockDim.x + threadIdx.x / warp_threads * warp_threads;
  }
  __device__ std::uint32_t offset() const { return threadIdx.x % warp_threads; }
  __device__ std::uint64_t stride() const { return std::uint64_t{gridDim.x} * blockDim.x; }
  __device__ void sync() const {}
  __device__ bool any(bool value) const { return value; }
  template <class T, int n>
  __device__ void sum(T (&)[n]) const {}
};

struct WarpGroup {
  static constexpr bool by_warps = true;

  __device__ std::uint32_t rank() const { return threadIdx.x % warp_threads; }
  __device__ std::uint32_t size() const { return warp_threads; }
  __device__ std::uint32_t in_block() const { return threadIdx.x / warp_threads; }
  __device__ std::uint32_t per_block() const { return blockDim.x / warp_threads; }
  __device__ std::uint64_t lead() const {
    return std::uint64_t{blockIdx.x} * per_block() + in_block();
  }
  __device__ std::uint32_t offset() const { return 0; }
  __device__ std::uint64_t stride() const { return std::uint64_t{gridDim.x} * per_block(); }
  __device__ void sync() const { __syncwarp(all_lanes); }
  __device__ bool any(bool value) const { return __any_sync(all_lanes, value) != 0; }
  template <class T, int n>
  __device__ void sum(T (&value)[n]) const {
    for (int i = 0; i < n; ++i) {
      for (int lanes = warp_threads / 2; lanes > 0; lanes /= 2) {
        value[i] += __shfl_xor_sync(all_lanes, value[i], lanes);
      }
    }
  }
};

struct BlockGroup {
  static constexpr bool by_warps = true;

  __device__ std::uint32_t rank() const { return threadIdx.x; }
  __device__ std::uint32_t size() const { return blockDim.x; }
  __device__ std::uint32_t in_block() const { return 0; }
  __device__ std::uint32_t per_block() const { return 1; }
  __device__ std::uint64_t lead() const { return blockIdx.x; }
  __device__ std::uint32_t offset() const { return 0; }
  __device__ std::uint64_t stride() const { return gridDim.x; }
  __device__ void sync() const { __syncthreads(); }
  __device__ bool any(bool value) const { return __syncthreads_or(value) != 0; }
  /// Adds each warp's values by shuffles; then each thread adds the sums of the warps.
  template <class T, int n>
  __device__ void sum(T (&value)[n]) const {
    BRINK_SHARED(T, parts, most_warps * n);
    WarpGroup().sum(value);
    if (threadIdx.x % warp_threads == 0) {
      for (int i = 0; i < n; ++i) parts[threadIdx.x / warp_threads * n + i] = value[i];
    }
    __syncthreads();
    const std::uint32_t warps = blockDim.x / warp_threads;
    for (int i = 0; i < n; ++i) value[i] = 0;
    for (std::uint32_t warp = 0; warp < warps; ++warp) {
      for (int i = 0; i < n; ++i) value[i] += parts[warp * n + i];
    }
    __syncthreads();  // before the next sum overwrites them
  }
};

}  // namespace brink::device
