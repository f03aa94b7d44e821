// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/simt/executor/block.hpp"

#include <algorithm>
#include <bit>
#include <string_view>
#include <utility>

#include "tests/simt/simt.hpp"

namespace brink::simt {
namespace {

constinit thread_local BlockRunner* current_runner = nullptr;

constexpr std::size_t most_static_shared = 48 * 1024;  ///< as on every architecture
constexpr std::size_t start_key = 0;
constexpr std::size_t first_meeting_key = 1;
constexpr std::uint64_t atomics_between_switches = 8;  ///< on average, in random schedules

uint3 unflatten(std::uint64_t number, const dim3& extent) {
  const std::uint64_t row = number / extent.x;
  return {static_cast<unsigned>(number % extent.x), static_cast<unsigned>(row % extent.y),
          static_cast<unsigned>(row / extent.y)};
}

bool same_place(const std::source_location& a, const std::source_location& b) {
  return a.line() == b.line() && a.column() == b.column() &&
         std::string_view(a.file_name()) == b.file_name();
}

}  // namespace

BlockRunner::BlockRunner(const KernelCall& call, Chooser& chooser, FiberPool& fibers,
                         SharedArena& arena, AtomicWatcher* watcher)
    : call_(call),
      chooser_(chooser),
      fibers_(fibers),
      arena_(arena),
      watcher_(watcher),
      outer_(current_runner) {
  place_.block = call.block;
  place_.grid = call.grid;
  place_.watches_atomics = watcher != nullptr || chooser.order() == Schedule::Order::random;
  thread_.resize(std::size_t{call.block.x} * call.block.y * call.block.z);
  for (std::size_t i = 0; i < thread_.size(); ++i) {
    thread_[i].number = static_cast<unsigned>(i);
    thread_[i].index = unflatten(i, call.block);
    thread_[i].block = &place_;
  }
  for (std::size_t first = 0; first < thread_.size(); first += 32) {
    const std::size_t size = std::min<std::size_t>(32, thread_.size() - first);
    Warp warp;
    warp.lane = &thread_[first];
    warp.existing = static_cast<std::uint32_t>((std::uint64_t{1} << size) - 1);
    warp_.push_back(warp);
  }
  arena_.begin_launch(call.dynamic_bytes);
  current_runner = this;
}

BlockRunner::~BlockRunner() {
  sanitizer::acquire(&end_key_);
  current_runner = outer_;
}

BlockRunner* BlockRunner::current() { return current_runner; }

void BlockRunner::run(std::uint64_t number) {
  start_block(number);
  const ThreadPlace* const outer = this_thread;
  run_ready_threads();
  this_thread = outer;
  running_ = nullptr;
  if (!failure_) {
    if (const auto damage = arena_.damage()) record_failure(nullptr, *damage, nullptr);
  }
  if (failure_) {
    give_up_threads();
    throw Failure(*failure_);
  }
  arena_.end_block();
}

void BlockRunner::start_block(std::uint64_t number) {
  place_.index = unflatten(number, call_.grid);
  first_thread_ = number * thread_.size();
  alive_ = static_cast<unsigned>(thread_.size());
  at_barrier_ = 0;
  meetings_ = 0;
  for (Thread& thread : thread_) {
    thread.fiber = nullptr;
    thread.state = Thread::State::ready;
    ready_.insert(thread.number);
  }
  for (Warp& warp : warp_) warp.exited = warp.waiting = 0;
  arena_.begin_block(chooser_.arbitrary_byte());
  sanitizer::release(arena_.key(start_key));
}

void BlockRunner::run_ready_threads() {
  while (alive_ > 0 && !failure_) {
    const int next = ready_.choose(chooser_);
    if (next != ReadySet::none) {
      resume(thread_[static_cast<std::size_t>(next)]);
    } else if (!answer_active_masks()) {
      record_failure(nullptr, "deadlock: " + who_waits(), nullptr);
    }
  }
}

void BlockRunner::resume(Thread& thread) {
  if (thread.fiber == nullptr) {
    thread.fiber = &fibers_.lend(first_thread_ + thread.number);
    thread.fiber->start(
        [](void* runner) {
          auto* const self = static_cast<BlockRunner*>(runner);
          sanitizer::acquire(self->arena_.key(start_key));
          self->call_.body->run_thread();
          sanitizer::release(&self->end_key_);
        },
        this);
  }
  running_ = &thread;
  this_thread = &thread;
  thread.fiber->resume();
  if (thread.fiber->finished()) exit(thread);
}

void BlockRunner::exit(Thread& thread) {
  thread.state = Thread::State::exited;
  ready_.erase(thread.number);
  fibers_.take_back(*thread.fiber);
  --alive_;
  if (alive_ > 0 && at_barrier_ == alive_) open_barrier();
  Warp& warp = warp_of(thread);
  warp.exited |= thread.lane_bit();
  for (std::uint32_t lanes = warp.waiting; lanes != 0; lanes &= lanes - 1) {
    const Thread& waiting = warp.lane[std::countr_zero(lanes)];
    if (waiting.state == Thread::State::in_warp_call && complete_call(warp, waiting)) {
      answer_warp(warp, waiting);
    }
  }
}

/// For ThreadSanitizer, the threads that wait forever end here.
void BlockRunner::give_up_threads() {
  if constexpr (sanitizer::thread) {
    const sanitizer::Context here = sanitizer::current_context();
    for (const Thread& thread : thread_) {
      if (thread.fiber == nullptr || thread.state == Thread::State::exited) continue;
      sanitizer::switch_context(thread.fiber->context());
      sanitizer::release(&end_key_);
    }
    sanitizer::switch_context(here);
    sanitizer::acquire(&end_key_);
  }
}

void BlockRunner::wait(Thread::State state, const std::source_location& where) {
  Thread& thread = *running_;
  thread.where = where;
  thread.state = state;
  ready_.erase(thread.number);
}

void BlockRunner::wake(Thread& thread) {
  thread.state = Thread::State::ready;
  ready_.insert(thread.number);
}

int BlockRunner::barrier(Barrier kind, bool predicate, const std::source_location& where) {
  Thread& thread = *running_;
  if (at_barrier_ == 0) first_at_barrier_ = &thread;
  const Thread& other = *first_at_barrier_;
  if (at_barrier_ > 0 && (other.barrier != kind || !same_place(other.where, where))) {
    fail("divergent barrier: thread " + std::to_string(other.number) +
             " waits at another one, line " + std::to_string(other.where.line()),
         where);
  }
  thread.barrier = kind;
  thread.predicate = predicate;
  wait(Thread::State::at_barrier, where);
  if (++at_barrier_ == alive_) open_barrier();
  thread.fiber->leave();
  return static_cast<int>(thread.result);
}

void BlockRunner::open_barrier() {
  unsigned yes = 0;
  Barrier kind = Barrier::plain;
  for (const Thread& thread : thread_) {
    if (thread.state != Thread::State::at_barrier) continue;
    kind = thread.barrier;
    yes += thread.predicate;
  }
  const unsigned result = kind == Barrier::all_of   ? yes == at_barrier_
                          : kind == Barrier::any_of ? yes > 0
                                                    : yes;
  order_memory([](const Thread& thread) { return thread.state == Thread::State::at_barrier; });
  for (Thread& thread : thread_) {
    if (thread.state != Thread::State::at_barrier) continue;
    thread.result = result;
    wake(thread);
  }
  at_barrier_ = 0;
}

std::uint64_t BlockRunner::warp_call(const WarpCall& call, const std::source_location& where) {
  Thread& thread = *running_;
  thread.call = call;
  wait(Thread::State::in_warp_call, where);
  Warp& warp = warp_of(thread);
  warp.waiting |= thread.lane_bit();
  if (auto wrong = wrong_call(warp, thread)) fail(std::move(*wrong), where);
  if (complete_call(warp, thread)) answer_warp(warp, thread);
  thread.fiber->leave();
  return thread.result;
}

void BlockRunner::answer_warp(Warp& warp, const Thread& member) {
  const std::uint32_t lanes = member.call.mask & warp.waiting;
  if (const auto fault = answer_call(warp, lanes)) {
    const Thread& thread = warp.lane[fault->lane];
    record_failure(&thread, fault->what, &thread.where);
    return;
  }
  // Of the warp's intrinsics only this one orders memory (CUDA C++ Programming Guide).
  if (member.call.operation == WarpOperation::sync) {
    order_memory([&](const Thread& thread) {
      return thread.warp() == member.warp() && (lanes & thread.lane_bit()) != 0;
    });
  }
  warp.waiting &= ~lanes;
  for (std::uint32_t left = lanes; left != 0; left &= left - 1) {
    wake(warp.lane[std::countr_zero(left)]);
  }
}

std::uint32_t BlockRunner::active_mask(const std::source_location& where) {
  Thread& thread = *running_;
  wait(Thread::State::at_active_mask, where);
  thread.fiber->leave();
  return static_cast<std::uint32_t>(thread.result);
}

/// When no thread can go on, the lanes that have come to the same __activemask() are those that
/// run together.
bool BlockRunner::answer_active_masks() {
  bool answered = false;
  for (Thread& thread : thread_) {
    if (thread.state != Thread::State::at_active_mask) continue;
    Thread* const lane = warp_of(thread).lane;
    std::uint32_t together = 0;
    for (std::uint32_t left = warp_of(thread).existing; left != 0; left &= left - 1) {
      const Thread& other = lane[std::countr_zero(left)];
      if (other.state == Thread::State::at_active_mask && same_place(other.where, thread.where)) {
        together |= other.lane_bit();
      }
    }
    for (std::uint32_t left = together; left != 0; left &= left - 1) {
      Thread& member = lane[std::countr_zero(left)];
      member.result = together;
      wake(member);
    }
    answered = true;
  }
  return answered;
}

template <class Member>
void BlockRunner::order_memory(Member member) {
  if constexpr (sanitizer::thread) {
    const sanitizer::Context here = sanitizer::current_context();
    const std::size_t keys = SharedArena::keys - first_meeting_key;
    void* const key = arena_.key(first_meeting_key + meetings_++ % keys);
    for (const auto step : {sanitizer::release, sanitizer::acquire}) {
      for (const Thread& thread : thread_) {
        if (!member(thread)) continue;
        sanitizer::switch_context(thread.fiber->context());
        step(key);
      }
    }
    sanitizer::switch_context(here);
  }
}

void* BlockRunner::shared(const void* site, std::size_t bytes, std::size_t alignment) {
  void* const variable = arena_.variable(site, bytes, alignment);
  const std::size_t statics = arena_.static_bytes();
  if (statics > most_static_shared || statics + call_.dynamic_bytes > call_.most_shared) {
    fail(std::to_string(statics) + " bytes of static and " + std::to_string(call_.dynamic_bytes) +
             " of dynamic shared memory are more than a block has",
         std::source_location{});
  }
  return variable;
}

void BlockRunner::fence() {
  sanitizer::acquire(&fence_key_);
  sanitizer::release(&fence_key_);
}

void BlockRunner::before_atomic(const void* address, std::size_t bytes) {
  if (watcher_ != nullptr) watcher_->sees_atomic(address, bytes);
  if (chooser_.now_and_then(atomics_between_switches)) running_->fiber->leave();
}

void BlockRunner::fail(std::string what, const std::source_location& where) {
  record_failure(running_, what, &where);
  std::string().swap(what);  // no destructor of this stack will run
  running_->fiber->leave();  // never to return: the launch ends
  __builtin_unreachable();
}

}  // namespace brink::simt
