// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

// The calls by which a program that switches stacks informs AddressSanitizer and ThreadSanitizer
// (sanitizer/common_interface_defs.h, asan_interface.h, tsan_interface.h). Without a sanitizer
// the functions do nothing. The macro is BRINK_SIMT_TSAN instead of __SANITIZE_THREAD__, because
// the executor itself is compiled without ThreadSanitizer, which would report its bookkeeping as
// races.
#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/asan_interface.h>
#include <sanitizer/common_interface_defs.h>
#endif
#ifdef BRINK_SIMT_TSAN
#include <sanitizer/tsan_interface.h>
#endif

namespace brink::simt::sanitizer {

#ifdef __SANITIZE_ADDRESS__
inline constexpr bool address = true;
inline void poison(const void* from, std::size_t bytes) {
  __asan_poison_memory_region(from, bytes);
}
inline void unpoison(const void* from, std::size_t bytes) {
  __asan_unpoison_memory_region(from, bytes);
}
inline bool is_poisoned(const void* address) { return __asan_address_is_poisoned(address) != 0; }
/// If `saved` is null, the stack that is left will not be entered again.
inline void before_switch(void** saved, const void* bottom, std::size_t bytes) {
  __sanitizer_start_switch_fiber(saved, bottom, bytes);
}
inline void after_switch(void* saved, const void** bottom_left, std::size_t* bytes_left) {
  __sanitizer_finish_switch_fiber(saved, bottom_left, bytes_left);
}
#else
inline constexpr bool address = false;
inline void poison(const void*, std::size_t) {}
inline void unpoison(const void*, std::size_t) {}
inline bool is_poisoned(const void*) { return false; }
inline void before_switch(void**, const void*, std::size_t) {}
inline void after_switch(void*, const void**, std::size_t*) {}
#endif

/// A thread of execution, as ThreadSanitizer knows it.
using Context = void*;

#ifdef BRINK_SIMT_TSAN
inline constexpr bool thread = true;
inline Context create_context() { return __tsan_create_fiber(0); }
inline void destroy_context(Context context) { __tsan_destroy_fiber(context); }
inline Context current_context() { return __tsan_get_current_fiber(); }
inline void switch_context(Context to) {
  __tsan_switch_to_fiber(to, __tsan_switch_to_fiber_no_sync);
}
/// Everything before release() happens before everything after acquire() of the same key.
inline void acquire(void* key) { __tsan_acquire(key); }
inline void release(void* key) { __tsan_release(key); }
#else
inline constexpr bool thread = false;
inline Context create_context() { return nullptr; }
inline void destroy_context(Context) {}
inline Context current_context() { return nullptr; }
inline void switch_context(Context) {}
inline void acquire(void*) {}
inline void release(void*) {}
#endif

/// Does what memset() does, without an access that ThreadSanitizer sees; it watches memset()
/// itself.
__attribute__((optimize("no-tree-loop-distribute-patterns"))) inline void fill_unseen(
    void* from, unsigned char byte, std::size_t bytes) {
  auto* const at = static_cast<unsigned char*>(from);
  for (std::size_t i = 0; i < bytes; ++i) at[i] = byte;
}

}  // namespace brink::simt::sanitizer
