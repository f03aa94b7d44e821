// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

// Chooses the instruction sets for which Highway compiles. Include this before any of its
// headers.

// Highway leaves out AVX-512 with VPOPCNTDQ unless asked for it.
#define HWY_WANT_AVX3_DL

// Vectors whose length only the machine knows cannot be members of our classes. Machines that
// have such vectors also have NEON, or run without vectors.
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
