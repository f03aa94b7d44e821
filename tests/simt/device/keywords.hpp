// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>  // writes __attribute__((__noinline__)), so it comes before that macro
//
#include <cmath>
#include <cstddef>
#include <cstdint>

// `__shared__` and `__constant__` are missing on purpose: cuda/kernel/shared.hpp declares shared
// memory, and kernels take arguments instead of constants.
#define __global__
#define __device__
#define __host__
#define __forceinline__ __inline__ __attribute__((always_inline))
#define __noinline__ __attribute__((noinline))
#define __align__(bytes) __attribute__((aligned(bytes)))
#define __launch_bounds__(...)
#define __grid_constant__
