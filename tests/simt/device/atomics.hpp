// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <type_traits>

#include "tests/simt/device/thread.hpp"

namespace brink::simt {

/// Tells the executor that the thread is about to update a word atomically.
void before_atomic(const void* address, std::size_t bytes);

template <class T>
void watch_atomic(T* address) {
  static_assert(std::is_same_v<T, int> || std::is_same_v<T, unsigned> ||
                std::is_same_v<T, unsigned long long>);
  if (this_thread->block->watches_atomics) before_atomic(address, sizeof(T));
}

// Relaxed, as on a device, where an atomic orders no other accesses.
template <class T, class Update>
T update_atomically(T* address, Update update) {
  watch_atomic(address);
  T old = __atomic_load_n(address, __ATOMIC_RELAXED);
  while (!__atomic_compare_exchange_n(address, &old, update(old), false, __ATOMIC_RELAXED,
                                      __ATOMIC_RELAXED)) {
  }
  return old;
}

}  // namespace brink::simt

// `std::type_identity_t` excludes the operand from the deduction, as in CUDA's overloads.
template <class T>
T atomicAdd(T* address, std::type_identity_t<T> value) {
  brink::simt::watch_atomic(address);
  return __atomic_fetch_add(address, value, __ATOMIC_RELAXED);
}
template <class T>
T atomicSub(T* address, std::type_identity_t<T> value) {
  static_assert(sizeof(T) == 4, "CUDA has no other");
  brink::simt::watch_atomic(address);
  return __atomic_fetch_sub(address, value, __ATOMIC_RELAXED);
}
template <class T>
T atomicAnd(T* address, std::type_identity_t<T> value) {
  brink::simt::watch_atomic(address);
  return __atomic_fetch_and(address, value, __ATOMIC_RELAXED);
}
template <class T>
T atomicOr(T* address, std::type_identity_t<T> value) {
  brink::simt::watch_atomic(address);
  return __atomic_fetch_or(address, value, __ATOMIC_RELAXED);
}
template <class T>
T atomicXor(T* address, std::type_identity_t<T> value) {
  brink::simt::watch_atomic(address);
  return __atomic_fetch_xor(address, value, __ATOMIC_RELAXED);
}
template <class T>
T atomicExch(T* address, std::type_identity_t<T> value) {
  brink::simt::watch_atomic(address);
  return __atomic_exchange_n(address, value, __ATOMIC_RELAXED);
}
template <class T>
T atomicMin(T* address, std::type_identity_t<T> value) {
  return brink::simt::update_atomically(address, [&](T old) { return value < old ? value : old; });
}
template <class T>
T atomicMax(T* address, std::type_identity_t<T> value) {
  return brink::simt::update_atomically(address, [&](T old) { return old < value ? value : old; });
}
template <class T>
T atomicCAS(T* address, std::type_identity_t<T> expected, std::type_identity_t<T> desired) {
  brink::simt::watch_atomic(address);
  T old = expected;
  __atomic_compare_exchange_n(address, &old, desired, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED);
  return old;
}
