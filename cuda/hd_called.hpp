// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

/// BRINK_HD for what the device compiler had better not inline: large functions that it
/// would copy into each other, at the price of minutes.
#ifdef __CUDACC__
#define BRINK_HD_CALLED __host__ __device__ __noinline__
#else
#define BRINK_HD_CALLED
#endif
