// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime.h>

#include <cstdint>

#include "cuda/double_double.hpp"
#include "cuda/kernel/group.cuh"
#include "cuda/kernel/stop.cuh"

namespace brink::device {

/// The lanes of a warp search an image together; see brink::Alone.
class WarpWorker {
 public:
  static constexpr std::uint32_t size = warp_threads;

  /// @param shared the warp's part of the block's shared memory
  __device__ WarpWorker(StopWatch& watch, std::int32_t* shared) : watch_(&watch), shared_(shared) {}

  __device__ static std::uint32_t rank() { return threadIdx.x % warp_threads; }
  __device__ static void sync() { __syncwarp(all_lanes); }
  __device__ static bool any(bool value) { return __any_sync(all_lanes, value) != 0; }
  __device__ static std::uint32_t first(bool value) {
    const std::uint32_t lanes = __ballot_sync(all_lanes, value);
    return lanes == 0 ? size : static_cast<std::uint32_t>(__ffs(static_cast<int>(lanes))) - 1;
  }
  template <class T>
  __device__ static T from(T value, std::uint32_t lane) {
    return __shfl_sync(all_lanes, value, static_cast<int>(lane));
  }
  template <class T>
  __device__ static T sum(T value) {
    combine([&](auto exchange) { value = value + exchange(value); });
    return value;
  }
  __device__ static DoubleDouble sum(DoubleDouble value) {
    combine([&](auto exchange) {
      value = value + DoubleDouble{exchange(value.high), exchange(value.low)};
    });
    return value;
  }
  __device__ static std::uint32_t most(std::uint32_t value) {
    combine([&](auto exchange) {
      const std::uint32_t other = exchange(value);
      if (other > value) value = other;
    });
    return value;
  }
  template <class Join>
  __device__ static void combine(const Join& join) {
    for (int lanes = warp_threads / 2; lanes > 0; lanes /= 2) {
      join([lanes](auto value) { return __shfl_xor_sync(all_lanes, value, lanes); });
    }
  }
  __device__ static void add(std::uint64_t& total, std::uint64_t value) {
    atomicAdd(reinterpret_cast<unsigned long long*>(&total),
              static_cast<unsigned long long>(value));
  }
  __device__ bool stopped() const { return any(rank() == 0 && watch_->stopped()); }

  __device__ std::int32_t* shared() const { return shared_; }

 private:
  StopWatch* watch_;
  std::int32_t* shared_;
};

}  // namespace brink::device
