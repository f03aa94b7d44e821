// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

/// BRINK_HD for large functions that the device compiler should call. It would otherwise copy
/// them into each other, which takes minutes.
#ifdef __CUDACC__
#define BRINK_HD_CALLED __host__ __device__ __noinline__
/// Stands before a loop that the device compiler must not unroll.
#define BRINK_ROLLED _Pragma("unroll 1")
/// Stands before a loop of which the device compiler should make one with `turns` turns in one.
#define BRINK_PRAGMA(text) _Pragma(#text)
#define BRINK_UNROLLED(turns) BRINK_PRAGMA(unroll turns)
#else
#define BRINK_HD_CALLED
#define BRINK_ROLLED
#define BRINK_UNROLLED(turns)
#endif
