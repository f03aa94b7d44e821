// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace brink::simt {

/// The block's variable that a declaration stands for. It keeps its place for the launch,
/// gaps on both sides, and starts each block with arbitrary bytes.
/// @param site identifies the declaration
void* shared_variable(const void* site, std::size_t bytes, std::size_t alignment);
/// The launch's dynamic shared memory, aligned to 16 bytes and no more.
void* dynamic_shared_memory();

}  // namespace brink::simt

#define BRINK_SHARED(Type, name, count)              \
  static constexpr char name##_site = 0;             \
  Type(&name)[count] = *static_cast<Type(*)[count]>( \
      ::brink::simt::shared_variable(&name##_site, sizeof(Type[count]), alignof(Type)))
#define BRINK_DYNAMIC_SHARED(Type, name) \
  Type* const name = static_cast<Type*>(::brink::simt::dynamic_shared_memory())
