// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/simt/runtime/device.hpp"

#include <fmt/format.h>
#include <sys/mman.h>

#include <cstdio>
#include <cstring>

#include "tests/simt/executor/block.hpp"
#include "tests/simt/runtime/races.hpp"
#include "tests/simt/runtime/segfault.hpp"

namespace brink::simt {

Device& Device::get() {
  static auto* const device = [] {
    report_segfaults();
    auto* const made = new Device;  // outlives what is destroyed at the end of the program
    made->streams.around_work([made](bool runs) {
      if (settings().protects) made->memory.set_accessible(runs);
    });
    return made;
  }();
  return *device;
}

void forget_failure() {
  Device& device = Device::get();
  const std::lock_guard lock(device.mutex);
  device.forget();
}

void Device::forget() {
  streams.drop_all();
  failed = false;
  chooser_.reset();
  launches_ = 0;
}

Chooser& Device::chooser() {
  if (chooser_ == nullptr || chooser_->order() != settings().schedule.order) {
    chooser_ = std::make_unique<Chooser>(settings().schedule);
  }
  return *chooser_;
}

/// After a failure nothing runs any more, as on a device.
template <class Action>
void Device::or_fail(Action action) {
  try {
    action();
  } catch (const Failure& failure) {
    std::fprintf(stderr, "SIMT executor: %s\n", failure.what());
    failed = true;
    streams.drop_all();
    throw;
  }
}

void Device::fail(const std::string& what) {
  or_fail([&] { throw Failure(what); });
  __builtin_unreachable();
}

std::shared_ptr<Work> Device::submit(CUstream_st& stream, std::function<void()> run,
                                     std::vector<std::shared_ptr<Work>> after) {
  auto work = streams.submit(stream, std::move(run), std::move(after));
  if (!settings().deferred) finish(work);
  return work;
}

void Device::finish(const std::shared_ptr<Work>& work) {
  or_fail([&] { streams.finish(work, chooser()); });
}
void Device::finish_all() {
  or_fail([&] { streams.finish_all(chooser()); });
}
void Device::do_something() {
  or_fail([&] { streams.do_something(chooser()); });
}

void Device::run_kernel(const KernelCall& call) {
  if (settings().tells_launches) {
    fmt::print(stderr, "SIMT executor: {} by {} blocks of {} threads, {} bytes of shared memory\n",
               kernel_name(call.function), call.grid.x, call.block.x, call.dynamic_bytes);
  }
  Schedule schedule = settings().schedule;
  schedule.seed += launches_++;
  Chooser in_kernel(schedule);
  std::unique_ptr<RaceFinder> races;
  // ThreadSanitizer finds more races, and would report the comparison itself as a race.
  if (settings().finds_races && !sanitizer::thread) races = std::make_unique<RaceFinder>(memory);
  const auto runner = std::make_unique<BlockRunner>(call, in_kernel, fibers_, *arena_, races.get());
  const std::uint64_t blocks = std::uint64_t{call.grid.x} * call.grid.y * call.grid.z;
  for (const std::uint64_t block : in_kernel.all(blocks)) {
    if (races != nullptr) races->begin_block(block);
    runner->run(block);
    if (races == nullptr) continue;
    if (const auto race = races->end_block()) {
      throw Failure("kernel " + kernel_name(call.function) + ": " + *race);
    }
  }
  if (const auto damage = memory.damage()) {
    throw Failure("kernel " + kernel_name(call.function) + ": " + *damage);
  }
}

const void* Device::host_pointer_in(const void* from, std::size_t bytes) const {
  for (std::size_t at = 0; at + sizeof(void*) <= bytes; at += sizeof(void*)) {
    const void* word;
    std::memcpy(&word, static_cast<const char*>(from) + at, sizeof word);
    if (is_host_memory(word)) return word;
  }
  return nullptr;
}

bool Device::is_host_memory(const void* address) const {
  // Programs, heaps and stacks of x86-64 processes have higher addresses. Counts and sizes, and
  // pairs of them that are read as one word, are lower.
  constexpr std::uintptr_t lowest = 0x550000000000, beyond = std::uintptr_t{1} << 47;
  constexpr std::uintptr_t page_bytes = 4096, alignment = 8;
  // ThreadSanitizer maps so much memory that a pair of counts can easily be an address in it.
  if constexpr (sanitizer::thread) return false;
  const auto at = reinterpret_cast<std::uintptr_t>(address);
  if (at < lowest || at >= beyond || at % alignment != 0) return false;
  if (memory.is_near(address)) return false;
  const auto next = pinned.upper_bound(const_cast<void*>(address));
  if (next != pinned.begin()) {
    const auto& [start, bytes] = *std::prev(next);
    if (at - reinterpret_cast<std::uintptr_t>(start) <= bytes) return false;
  }
  // msync fails where nothing is mapped.
  const bool mapped = msync(reinterpret_cast<void*>(at & ~(page_bytes - 1)), 1, MS_ASYNC) == 0;
  return mapped && !sanitizer::is_poisoned(address);
}

}  // namespace brink::simt
