// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The shared memory of a kernel is declared through these two macros, so that the SIMT executor
/// of the tests can put gaps and poison around each variable.
#ifdef BRINK_SIMT
#include "tests/simt/shared_memory.hpp"
#else
/// `count` values of `Type`, uninitialised, for all threads of a block.
#define BRINK_SHARED(Type, name, count) __shared__ Type name[count]
/// Shared memory whose size the launch decides.
#define BRINK_DYNAMIC_SHARED(Type, name)                         \
  extern __shared__ __align__(16) unsigned char brink_dynamic[]; \
  Type* const name = reinterpret_cast<Type*>(brink_dynamic)
#endif
