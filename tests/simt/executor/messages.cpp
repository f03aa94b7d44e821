// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <array>

#include "tests/simt/executor/block.hpp"

namespace brink::simt {
namespace {

std::string text(const uint3& index) {
  return fmt::format("({}, {}, {})", index.x, index.y, index.z);
}

std::string text(const std::source_location& where) {
  return where.line() == 0 ? "" : fmt::format(", at {}:{}", where.file_name(), where.line());
}

}  // namespace

std::string BlockRunner::describe(const Thread* thread) const {
  std::string place =
      fmt::format("kernel {}, block {}", kernel_name(call_.function), text(place_.index));
  if (thread != nullptr) place += fmt::format(", thread {}", text(thread->index));
  return place;
}

std::string BlockRunner::describe_running() const { return describe(running_); }

/// How many threads wait at each kind of call, and where one thread of each kind waits.
std::string BlockRunner::who_waits() const {
  struct Kind {
    Thread::State state;
    const char* at;
  };
  static constexpr std::array kinds = {
      Kind{Thread::State::exited, "have exited"},
      Kind{Thread::State::at_barrier, "wait at a barrier"},
      Kind{Thread::State::in_warp_call, "wait in a call of their warp"}};
  std::string all;
  for (const Kind& kind : kinds) {
    unsigned count = 0;
    const Thread* first = nullptr;
    for (const Thread& thread : thread_) {
      if (thread.state != kind.state) continue;
      if (count++ == 0) first = &thread;
    }
    if (count == 0) continue;
    all += fmt::format("{}{} threads {}", all.empty() ? "" : "; ", count, kind.at);
    if (kind.state == Thread::State::exited) continue;
    all += fmt::format(", thread {}", first->number);
    if (kind.state == Thread::State::in_warp_call) {
      all +=
          fmt::format(" in {} with mask {:#010x}", name(first->call.operation), first->call.mask);
    }
    all += text(first->where);
  }
  return all;
}

void BlockRunner::record_failure(const Thread* thread, std::string_view what,
                                 const std::source_location* where) {
  if (failure_) return;
  failure_ = fmt::format("{}: {}{}", describe(thread), what, where == nullptr ? "" : text(*where));
}

}  // namespace brink::simt
