// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <source_location>
#include <string_view>

namespace brink::simt {

enum class Barrier { plain, count, all_of, any_of };

/// Waits for all threads of the block that have not exited. They must come to the same barrier.
/// Returns what `kind` computes from their predicates.
int block_barrier(Barrier kind, bool predicate, const std::source_location& where);
/// Orders memory: together with other fences, also for the sanitizers.
void memory_fence();
/// Ends the launch as a failure of this thread.
[[noreturn]] void thread_fails(std::string_view what, const std::source_location& where);

}  // namespace brink::simt

inline void __syncthreads(std::source_location where = std::source_location::current()) {
  brink::simt::block_barrier(brink::simt::Barrier::plain, false, where);
}
inline int __syncthreads_count(int predicate,
                               std::source_location where = std::source_location::current()) {
  return brink::simt::block_barrier(brink::simt::Barrier::count, predicate != 0, where);
}
inline int __syncthreads_and(int predicate,
                             std::source_location where = std::source_location::current()) {
  return brink::simt::block_barrier(brink::simt::Barrier::all_of, predicate != 0, where);
}
inline int __syncthreads_or(int predicate,
                            std::source_location where = std::source_location::current()) {
  return brink::simt::block_barrier(brink::simt::Barrier::any_of, predicate != 0, where);
}

inline void __threadfence() { brink::simt::memory_fence(); }
inline void __threadfence_block() { brink::simt::memory_fence(); }
inline void __threadfence_system() { brink::simt::memory_fence(); }

[[noreturn]] inline void __trap(std::source_location where = std::source_location::current()) {
  brink::simt::thread_fails("__trap()", where);
}
