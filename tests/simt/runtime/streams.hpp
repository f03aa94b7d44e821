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
  std::vector<std::shared_ptr<Work>> after;  ///< work of other streams that must be done first
  bool done = false;
  std::chrono::steady_clock::time_point end;  ///< when it was done

  alignas(8) char submitted_key = 0;  // for sanitizer::release()
  alignas(8) char done_key = 0;
};

}  // namespace brink::simt

struct CUstream_st {
  static constexpr int any_device = -1;  ///< of the default stream

  bool waits_for_default = true;  ///< false: cudaStreamNonBlocking
  int device = any_device;
  bool destroyed = false;  ///< is removed when its work is done
  std::deque<std::shared_ptr<brink::simt::Work>> queue;
  std::shared_ptr<brink::simt::Work> last;  ///< the newest, done or not
  brink::simt::Fiber fiber;                 ///< on which its work runs

  bool belongs_to(int other) const { return device == any_device || device == other; }
};

struct CUevent_st {
  bool timed = true;
  int device = 0;
  std::shared_ptr<brink::simt::Work> record;  ///< the newest one; null before the first
};

namespace brink::simt {

/// The work in streams, which is done when something waits for it. Streams take turns as the
/// schedule chooses: forward runs only what is waited for, reverse runs everything else first.
class Streams {
 public:
  Streams();

  CUstream_st* create(bool waits_for_default);
  /// The stream of a handle, which may be the default one. Null for an invalid handle.
  CUstream_st* find(cudaStream_t handle);
  void destroy(CUstream_st* stream);

  std::shared_ptr<Work> submit(CUstream_st& stream, std::function<void()> run,
                               std::vector<std::shared_ptr<Work>> after = {});
  /// @throw whatever the work throws
  void finish(const std::shared_ptr<Work>& work, Chooser& chooser);
  void finish_all(Chooser& chooser);
  /// Does one piece of work of any stream, if there is one, while a caller polls.
  void do_something(Chooser& chooser);
  void drop_all();
  /// Sets a function that is called with true before and with false after each piece of work.
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
