// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

// Infinity is a norm and NaN an empty value. Results are the same on every machine only if
// doubles are computed as IEEE 754 says. cmake/exact_math.cmake checks this when the build is
// configured; the sources include this header for builds without CMake.
#if defined(__FAST_MATH__) || (defined(__FINITE_MATH_ONLY__) && __FINITE_MATH_ONLY__) || \
    defined(__ASSOCIATIVE_MATH__) || defined(__RECIPROCAL_MATH__) ||                     \
    defined(__NO_SIGNED_ZEROS__) || (defined(__GCC_IEC_559) && __GCC_IEC_559 == 0) ||    \
    (defined(__FLT_EVAL_METHOD__) && __FLT_EVAL_METHOD__ == 2)
#error "Brink needs exact floating-point arithmetic, without -Ofast, -ffast-math and the like"
#endif
