// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/simt/device/atomics.hpp"
#include "tests/simt/device/barrier.hpp"
#include "tests/simt/device/warp.hpp"
#include "tests/simt/executor/block.hpp"
#include "tests/simt/shared_memory.hpp"

// The functions that the headers for kernels declare. They pass each call on to the running
// block.
namespace brink::simt {

int block_barrier(Barrier kind, bool predicate, const std::source_location& where) {
  return BlockRunner::current()->barrier(kind, predicate, where);
}

void memory_fence() { BlockRunner::current()->fence(); }

void thread_fails(std::string_view what, const std::source_location& where) {
  BlockRunner::current()->fail(std::string(what), where);
}

std::uint64_t warp_meeting(const WarpCall& call, const std::source_location& where) {
  return BlockRunner::current()->warp_call(call, where);
}

std::uint32_t active_mask(const std::source_location& where) {
  return BlockRunner::current()->active_mask(where);
}

void before_atomic(const void* address, std::size_t bytes) {
  BlockRunner::current()->before_atomic(address, bytes);
}

void* shared_variable(const void* site, std::size_t bytes, std::size_t alignment) {
  return BlockRunner::current()->shared(site, bytes, alignment);
}

void* dynamic_shared_memory() { return BlockRunner::current()->dynamic_shared(); }

}  // namespace brink::simt
