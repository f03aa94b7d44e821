// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <source_location>
#include <string>
#include <string_view>
#include <vector>

#include "tests/simt/executor/fiber_pool.hpp"
#include "tests/simt/executor/kernel_call.hpp"
#include "tests/simt/executor/order.hpp"
#include "tests/simt/executor/shared_arena.hpp"
#include "tests/simt/executor/thread.hpp"
#include "tests/simt/executor/warp.hpp"

namespace brink::simt {

/// Is called for every word that a block updates atomically.
class AtomicWatcher {
 public:
  virtual ~AtomicWatcher() = default;
  virtual void sees_atomic(const void* address, std::size_t bytes) = 0;
};

/// Runs the blocks of a launch, one at a time. Every thread has a fiber and runs until it must
/// wait for others, in the order that the schedule chooses.
class BlockRunner {
 public:
  /// @param watcher may be null
  BlockRunner(const KernelCall& call, Chooser& chooser, FiberPool& fibers, SharedArena& arena,
              AtomicWatcher* watcher);
  ~BlockRunner();
  BlockRunner(const BlockRunner&) = delete;  // threads know its address
  BlockRunner& operator=(const BlockRunner&) = delete;

  /// @param number the block's number in the grid, x fastest
  /// @throw Failure
  void run(std::uint64_t number);

  /// The runner of the kernel that runs on this thread of the system, or null.
  static BlockRunner* current();
  /// Where that kernel is, for messages.
  std::string describe_running() const;

  // Called by the threads of the block, on their fibers.
  int barrier(Barrier kind, bool predicate, const std::source_location& where);
  std::uint64_t warp_call(const WarpCall& call, const std::source_location& where);
  std::uint32_t active_mask(const std::source_location& where);
  void* shared(const void* site, std::size_t bytes, std::size_t alignment);
  void* dynamic_shared() const { return arena_.dynamic(); }
  void fence();
  void before_atomic(const void* address, std::size_t bytes);
  [[noreturn]] void fail(std::string what, const std::source_location& where);

 private:
  void start_block(std::uint64_t number);
  void run_ready_threads();
  void resume(Thread& thread);
  void exit(Thread& thread);
  void give_up_threads();

  void wait(Thread::State state, const std::source_location& where);
  void wake(Thread& thread);
  void open_barrier();
  void answer_warp(Warp& warp, const Thread& member);
  bool answer_active_masks();
  template <class Member>
  void order_memory(Member member);

  Warp& warp_of(const Thread& thread) { return warp_[thread.warp()]; }
  std::string describe(const Thread* thread) const;
  std::string who_waits() const;
  void record_failure(const Thread* thread, std::string_view what,
                      const std::source_location* where);

  const KernelCall& call_;
  Chooser& chooser_;
  FiberPool& fibers_;
  SharedArena& arena_;
  AtomicWatcher* watcher_;
  BlockRunner* outer_;  // the one that was current before

  BlockPlace place_;
  std::uint64_t first_thread_ = 0;  // number of the block's first thread in the launch
  std::vector<Thread> thread_;
  std::vector<Warp> warp_;
  ReadySet ready_;
  unsigned alive_ = 0;
  unsigned at_barrier_ = 0;
  const Thread* first_at_barrier_ = nullptr;
  Thread* running_ = nullptr;
  std::size_t meetings_ = 0;
  std::optional<std::string> failure_;

  alignas(8) char end_key_ = 0;  // for sanitizer::release()
  alignas(8) char fence_key_ = 0;
};

}  // namespace brink::simt
