// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/simt/runtime/streams.hpp"

#include <algorithm>
#include <exception>
#include <stdexcept>
#include <utility>

namespace brink::simt {

Streams::Streams() { create(true); }

CUstream_st* Streams::create(bool waits_for_default) {
  stream_.push_back(std::make_unique<CUstream_st>());
  stream_.back()->waits_for_default = waits_for_default;
  return stream_.back().get();
}

CUstream_st* Streams::find(cudaStream_t handle) {
  if (handle == nullptr || handle == cudaStreamLegacy) return stream_.front().get();
  for (const auto& stream : stream_) {
    if (stream.get() == handle && stream != stream_.front() && !stream->destroyed) return handle;
  }
  return nullptr;
}

void Streams::destroy(CUstream_st* stream) {
  stream->destroyed = true;
  collect_destroyed();
}

void Streams::collect_destroyed() {
  for (const auto& stream : stream_) {
    // A later wait for the whole device cannot ask this stream any more.
    if (stream->destroyed && stream->last != nullptr) sanitizer::acquire(&stream->last->done_key);
  }
  std::erase_if(stream_,
                [](const auto& stream) { return stream->destroyed && stream->queue.empty(); });
}

std::shared_ptr<Work> Streams::submit(CUstream_st& stream, std::function<void()> run,
                                      std::vector<std::shared_ptr<Work>> after) {
  CUstream_st& standard = *stream_.front();
  if (&stream == &standard) {
    for (const auto& other : stream_) {
      if (other->waits_for_default && other->last != nullptr) after.push_back(other->last);
    }
  } else if (stream.waits_for_default && standard.last != nullptr) {
    after.push_back(standard.last);
  }
  std::erase_if(after, [&](const auto& work) { return work == stream.last; });
  auto work = std::make_shared<Work>();
  work->run = std::move(run);
  work->after = std::move(after);
  sanitizer::release(&work->submitted_key);
  stream.queue.push_back(work);
  stream.last = work;
  return work;
}

std::vector<CUstream_st*> Streams::with_ready_work() {
  std::vector<CUstream_st*> ready;
  for (const auto& stream : stream_) {
    if (stream->queue.empty()) continue;
    const auto& after = stream->queue.front()->after;
    if (std::all_of(after.begin(), after.end(), [](const auto& work) { return work->done; })) {
      ready.push_back(stream.get());
    }
  }
  return ready;
}

CUstream_st* Streams::holder_of(const Work* work) {
  for (const auto& stream : stream_) {
    for (const auto& queued : stream->queue) {
      if (queued.get() == work) return stream.get();
    }
  }
  throw std::logic_error("work that no stream holds");
}

void Streams::finish(const std::shared_ptr<Work>& work, Chooser& chooser) {
  while (!work->done) {
    CUstream_st* next = nullptr;
    if (chooser.order() == Schedule::Order::forward) {
      // As late as possible: only the first work that the needed work waits for.
      const Work* needed = work.get();
      for (;;) {
        next = holder_of(needed);
        needed = next->queue.front().get();
        const auto& after = needed->after;
        const auto missing = std::find_if(after.begin(), after.end(),
                                          [](const auto& other) { return !other->done; });
        if (missing == after.end()) break;
        needed = missing->get();
      }
    } else {
      std::vector<CUstream_st*> ready = with_ready_work();
      CUstream_st* const own = holder_of(work.get());
      if (chooser.order() == Schedule::Order::reverse && ready.size() > 1) {
        std::erase(ready, own);  // as early as possible
      }
      next = ready[chooser.among(ready.size())];
    }
    run_first(*next);
  }
  sanitizer::acquire(&work->done_key);
  collect_destroyed();
}

void Streams::finish_all(Chooser& chooser) {
  for (std::vector<CUstream_st*> ready; !(ready = with_ready_work()).empty();) {
    run_first(*ready[chooser.among(ready.size())]);
  }
  for (const auto& stream : stream_) {
    if (stream->last != nullptr) sanitizer::acquire(&stream->last->done_key);
  }
  collect_destroyed();
}

void Streams::do_something(Chooser& chooser) {
  const std::vector<CUstream_st*> ready = with_ready_work();
  if (!ready.empty()) run_first(*ready[chooser.among(ready.size())]);
}

void Streams::drop_all() {
  for (const auto& stream : stream_) {
    for (const auto& work : stream->queue) work->done = true;
    stream->queue.clear();
  }
  collect_destroyed();
}

/// Runs on the stream's fiber, so that for ThreadSanitizer streams are threads that only events
/// order.
void Streams::run_first(CUstream_st& stream) {
  struct Turn {
    Work& work;
    std::exception_ptr failure;
  };
  const std::shared_ptr<Work> work = stream.queue.front();
  Turn turn{*work, nullptr};
  stream.fiber.start(
      [](void* argument) {
        auto& [first, failure] = *static_cast<Turn*>(argument);
        sanitizer::acquire(&first.submitted_key);
        for (const auto& before : first.after) sanitizer::acquire(&before->done_key);
        try {
          first.run();
        } catch (...) {
          failure = std::current_exception();
        }
        first.run = nullptr;
        first.after.clear();
        sanitizer::release(&first.done_key);
      },
      &turn);
  if (around_work_) around_work_(true);
  stream.fiber.resume();
  if (around_work_) around_work_(false);
  work->end = std::chrono::steady_clock::now();
  work->done = true;
  stream.queue.pop_front();
  if (turn.failure == nullptr) return;
  sanitizer::acquire(&work->done_key);  // orders the message
  std::rethrow_exception(turn.failure);
}

}  // namespace brink::simt
