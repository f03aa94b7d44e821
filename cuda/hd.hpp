// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Marks a function that both the host compiler and nvcc compile. CCCL under a plain host
/// compiler defines neither `__host__` nor `__device__`.
#ifdef __CUDACC__
#define BRINK_HD __host__ __device__
#else
#define BRINK_HD
#endif
