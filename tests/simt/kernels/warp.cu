// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/simt/kernels/warp.hpp"

namespace brink::simt {

__global__ void warp_intrinsics(WarpArguments a) {
  const unsigned thread = blockIdx.x * blockDim.x + threadIdx.x;
  const unsigned threads = gridDim.x * blockDim.x;
  if ((a.mask >> threadIdx.x % 32 & 1) == 0) return;
  const std::uint32_t value = a.value[thread];
  const unsigned long long wide = a.wide[thread];
  const auto number = static_cast<int>(value);

  std::uint32_t* out = a.out + thread;
  const auto put = [&](std::uint32_t result) {
    *out = result;
    out += threads;
  };
  put(__shfl_sync(a.mask, value, static_cast<int>(a.operand[thread]), a.width));
  put(__shfl_up_sync(a.mask, value, a.shift, a.width));
  put(__shfl_down_sync(a.mask, value, a.shift, a.width));
  put(__shfl_xor_sync(a.mask, value, static_cast<int>(a.shift), a.width));
  put(__ballot_sync(a.mask, number > 0));
  put(static_cast<unsigned>(__any_sync(a.mask, value % 64 == 0)));
  put(static_cast<unsigned>(__all_sync(a.mask, value % 64 != 0)));
  put(__match_any_sync(a.mask, value % 4));
  put(__reduce_add_sync(a.mask, value));
  put(static_cast<unsigned>(__reduce_add_sync(a.mask, number)));
  put(__reduce_min_sync(a.mask, value));
  put(static_cast<unsigned>(__reduce_min_sync(a.mask, number)));
  put(__reduce_max_sync(a.mask, value));
  put(static_cast<unsigned>(__reduce_max_sync(a.mask, number)));
  put(__reduce_and_sync(a.mask, value));
  put(__reduce_or_sync(a.mask, value));
  put(__reduce_xor_sync(a.mask, value));
  put(static_cast<unsigned>(warpSize));

  std::uint64_t* wide_out = a.wide_out + thread;
  const auto put_wide = [&](std::uint64_t result) {
    *wide_out = result;
    wide_out += threads;
  };
  put_wide(__shfl_sync(a.mask, wide, static_cast<int>(a.operand[thread]), a.width));
  put_wide(__shfl_up_sync(a.mask, wide, a.shift, a.width));
  put_wide(__shfl_xor_sync(a.mask, wide, static_cast<int>(a.shift), a.width));
  put_wide(__match_any_sync(a.mask, wide % 4));
}

__global__ void warp_halves(std::uint32_t* out) {
  const unsigned lane = threadIdx.x % 32;
  const unsigned even = 0x55555555;
  std::uint32_t sum = 0;
  if (lane % 2 == 0) {
    for (unsigned i = 0; i < 5; ++i) sum += __reduce_add_sync(even, lane + i);
  } else {
    sum = __reduce_add_sync(~even, lane);
    for (unsigned i = 0; i < 3; ++i) sum = __shfl_sync(~even, sum + lane, 1);
  }
  out[threadIdx.x] = sum + __popc(__ballot_sync(0xffffffff, lane < 7));
}

__global__ void active_lanes(std::uint32_t* out, unsigned count) {
  if (threadIdx.x < count) {
    const unsigned together = __activemask();
    const std::uint32_t sum = __reduce_add_sync(together, 1u);
    atomicAdd(out, __popc(together) == static_cast<int>(sum) ? 1u : 0u);
  }
}

}  // namespace brink::simt
