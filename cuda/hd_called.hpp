// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

/// BRINK_HD for what the device compiler had better not inline: large functions that it
/// would copy into each other, at the price of minutes.
#ifdef __CUDACC__
#define BRINK_HD_CALLED __host__ __device__ __noinline__
/// Before a loop: the device compiler is to leave it a loop.
#define BRINK_ROLLED _Pragma("unroll 1")
#else
#define BRINK_HD_CALLED
#define BRINK_ROLLED
#endif
