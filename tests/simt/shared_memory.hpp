// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace brink::simt {

/// The block's variable for one declaration. It keeps its place during the launch, has gaps on
/// both sides, and contains arbitrary bytes at the start of each block.
/// @param site identifies the declaration
void* shared_variable(const void* site, std::size_t bytes, std::size_t alignment);
/// The launch's dynamic shared memory, aligned to exactly 16 bytes.
void* dynamic_shared_memory();

}  // namespace brink::simt

#define BRINK_SHARED(Type, name, count)              \
  static constexpr char name##_site = 0;             \
  Type(&name)[count] = *static_cast<Type(*)[count]>( \
      ::brink::simt::shared_variable(&name##_site, sizeof(Type[count]), alignof(Type)))
#define BRINK_DYNAMIC_SHARED(Type, name) \
  Type* const name = static_cast<Type*>(::brink::simt::dynamic_shared_memory())
