// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime.h>

#include <cstdint>

namespace brink::simt {

/// Results of every warp intrinsic, in the order of the members; [result][thread].
struct WarpArguments {
  const std::uint32_t* value;    ///< [thread]
  const std::uint64_t* wide;     ///< [thread]
  const std::uint32_t* operand;  ///< [thread], source lanes
  std::uint32_t shift;           ///< delta and lane mask, the same for all
  int width;
  std::uint32_t mask;  ///< lanes that take part; the others only exist
  std::uint32_t* out;
  std::uint64_t* wide_out;
};

inline constexpr unsigned warp_results = 18, wide_warp_results = 4;

__global__ void warp_intrinsics(WarpArguments arguments);

/// The lanes of the even and of the odd halves meet separately many times, and then together.
__global__ void warp_halves(std::uint32_t* out);

/// __activemask() in a branch that lanes below `count` take.
__global__ void active_lanes(std::uint32_t* out, unsigned count);

}  // namespace brink::simt
