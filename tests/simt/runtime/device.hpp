// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <utility>
#include <vector>

#include "tests/simt/executor/fiber_pool.hpp"
#include "tests/simt/executor/kernel_call.hpp"
#include "tests/simt/executor/order.hpp"
#include "tests/simt/executor/shared_arena.hpp"
#include "tests/simt/runtime/memory.hpp"
#include "tests/simt/runtime/streams.hpp"
#include "tests/simt/simt.hpp"

namespace brink::simt {

/// The sizes of the imitated device: those of an H100, except for the number of multiprocessors.
struct DeviceLimits {
  static constexpr int major = 9, minor = 0;
  static constexpr unsigned threads_per_block = 1024;
  static constexpr unsigned block_x = 1024, block_y = 1024, block_z = 64;
  static constexpr unsigned grid_x = 2147483647, grid_y = 65535, grid_z = 65535;
  static constexpr std::size_t shared_per_block = 48 * 1024;
  static constexpr std::size_t shared_opt_in = 227 * 1024;
  static constexpr std::size_t shared_per_multiprocessor = 228 * 1024;
  static constexpr int threads_per_multiprocessor = 2048;
  static constexpr int blocks_per_multiprocessor = 32;
  static constexpr int clock_khz = 1980000;
};

/// All devices, for all threads of the process. They hold `mutex` while they use one. Each device
/// has its own memory, streams and events, as `chosen_device` was when they were made.
class Device {
 public:
  static Device& get();

  std::recursive_mutex mutex;
  DeviceMemory memory;
  Streams streams;
  std::set<CUevent_st*> events;
  std::map<void*, std::size_t> pinned;  ///< page-locked host memory, in bytes
  /// By device and kernel: what a block may have, where raised.
  std::map<std::pair<int, const void*>, std::size_t> dynamic_shared;
  bool failed = false;  ///< every call then returns an error

  /// Makes the choices outside of kernels.
  Chooser& chooser();

  /// Gives work to a stream, and finishes the work unless streams are deferred.
  std::shared_ptr<Work> submit(CUstream_st& stream, std::function<void()> run,
                               std::vector<std::shared_ptr<Work>> after = {});
  void finish(const std::shared_ptr<Work>& work);
  void finish_all();
  void do_something();

  /// Ends everything with a Failure.
  [[noreturn]] void fail(const std::string& what);

  void run_kernel(const KernelCall& call);
  /// The first aligned word of a range that is an address of host memory, which a device cannot
  /// read. Null if there is none.
  const void* host_pointer_in(const void* from, std::size_t bytes) const;

  /// Forgets failures, the work of streams, and the state of the schedule.
  void forget();

 private:
  template <class Action>
  void or_fail(Action action);
  bool is_host_memory(const void* address) const;

  std::unique_ptr<Chooser> chooser_;
  FiberPool fibers_;
  std::unique_ptr<SharedArena> arena_ = std::make_unique<SharedArena>();
  std::uint64_t launches_ = 0;
};

}  // namespace brink::simt
