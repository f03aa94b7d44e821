// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <set>
#include <vector>

#include "tests/simt/executor/fiber.hpp"
#include "tests/simt/executor/order.hpp"
#include "tests/simt/runtime/types.hpp"

namespace brink::simt {

/// A copy, a kernel or a mark in a stream.
struct Work {
  std::function<void()> run;
  std::vector<std::shared_ptr<Work>> after;  ///< what other streams must have done before
  bool done = false;
  std::chrono::steady_clock::time_point end;  ///< when it was done

  alignas(8) char submitted_key = 0;  // for sanitizer::release()
  alignas(8) char done_key = 0;
};

}  // namespace brink::simt

struct CUstream_st {
  bool waits_for_default = true;  ///< false: cudaStreamNonBlocking
  bool destroyed = false;         ///< goes when its work is done
  std::deque<std::shared_ptr<brink::simt::Work>> queue;
  std::shared_ptr<brink::simt::Work> last;  ///< the newest, done or not
  brink::simt::Fiber fiber;                 ///< what its work runs on
};

struct CUevent_st {
  bool timed = true;
  std::shared_ptr<brink::simt::Work> record;  ///< the newest; null before one
};

namespace brink::simt {

/// Work in streams, done when something waits for it. Streams take turns as the schedule
/// wants it: forward runs nothing that is not waited for, reverse all else first.
class Streams {
 public:
  Streams();

  CUstream_st* create(bool waits_for_default);
  /// The stream of a handle, also the default one; null for what is none.
  CUstream_st* find(cudaStream_t handle);
  void destroy(CUstream_st* stream);

  std::shared_ptr<Work> submit(CUstream_st& stream, std::function<void()> run,
                               std::vector<std::shared_ptr<Work>> after = {});
  /// @throw whatever the work throws
  void finish(const std::shared_ptr<Work>& work, Chooser& chooser);
  void finish_all(Chooser& chooser);
  /// One piece of work of any stream, if there is one: what goes on while a caller polls.
  void do_something(Chooser& chooser);
  void drop_all();
  /// What is called with true before, and with false after each piece of work.
  void around_work(std::function<void(bool)> call) { around_work_ = std::move(call); }

 private:
  std::vector<CUstream_st*> with_ready_work();
  CUstream_st* holder_of(const Work* work);
  void run_first(CUstream_st& stream);
  void collect_destroyed();

  std::function<void(bool)> around_work_;
  std::vector<std::unique_ptr<CUstream_st>> stream_;  // the first is the default one
};

}  // namespace brink::simt
