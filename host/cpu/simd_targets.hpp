// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

// Which instruction sets Highway compiles for; before any of its headers.

// AVX-512 with VPOPCNTDQ is left out by Highway unless asked for.
#define HWY_WANT_AVX3_DL

// Vectors whose length only the machine knows cannot be members of our classes; machines
// that have them have NEON as well, or run without vectors.
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
