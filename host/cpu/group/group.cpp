// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/cpu/group/group.hpp"

#include <algorithm>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "host/cpu/group/worker.hpp"

namespace brink {
namespace {

/// Hands out batches of images until none are left or the run is cancelled.
class Queue {
 public:
  /// `preferred` is the largest number of images of a batch.
  Queue(ImageRange range, std::uint64_t threads, std::uint64_t preferred,
        const GroupOptions& options)
      : threads_(threads), preferred_(preferred), options_(options) {
    start(range);
  }

  /// Returns nothing when no image is left.
  std::optional<ImageRange> take() {
    const std::lock_guard lock(mutex_);
    if (cancelled()) return std::nullopt;
    if (left_.count == 0 && more_) next_range();
    if (left_.count == 0) return std::nullopt;
    const ImageRange taken{left_.first, next_batch()};
    left_ = {taken.end(), left_.count - taken.count};
    return taken;
  }
  /// Ends the queue: images that are left are not handed out.
  void close() {
    const std::lock_guard lock(mutex_);
    left_.count = 0;
    more_ = false;
  }
  /// How many batches are left of this range.
  std::uint64_t batches() const { return (left_.count + batch_ - 1) / batch_; }

 private:
  bool cancelled() const {
    return options_.cancelled != nullptr && options_.cancelled->load(std::memory_order_relaxed);
  }
  /// Towards the end batches become smaller, down to half, so that all threads end together.
  std::uint64_t next_batch() const {
    const std::uint64_t share = (left_.count + threads_ - 1) / threads_;
    return std::min(left_.count, std::clamp(share, (batch_ + 1) / 2, batch_));
  }
  void next_range() {
    const auto range = options_.more();
    more_ = range.has_value();
    if (range) start(*range);
  }
  void start(ImageRange range) {
    left_ = range;
    // Batches have equal sizes: at the end of a short range, threads must not wait for a single
    // one.
    const std::uint64_t share = (range.count + threads_ - 1) / threads_;
    const std::uint64_t rounds = std::max<std::uint64_t>(1, (share + preferred_ - 1) / preferred_);
    batch_ = std::max<std::uint64_t>(1, (share + rounds - 1) / rounds);
  }

  std::uint64_t threads_;
  std::uint64_t preferred_;
  const GroupOptions& options_;
  std::mutex mutex_;
  bool more_ = options_.more != nullptr;
  ImageRange left_;
  std::uint64_t batch_ = 1;
};

/// Keeps the first exception of several threads.
class FirstError {
 public:
  /// Runs `work` and returns whether it ended without an exception.
  template <class Work>
  bool guard(Work work) {
    try {
      work();
      return true;
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (!error_) error_ = std::current_exception();
      return false;
    }
  }
  void rethrow() const {
    if (error_) std::rethrow_exception(error_);
  }

 private:
  std::mutex mutex_;
  std::exception_ptr error_;
};

}  // namespace

std::vector<CellTally> run_group(const GroupJob& job, std::uint64_t first, std::uint64_t count,
                                 const GroupOptions& options) {
  std::vector<std::unique_ptr<Worker>> workers(std::max(1u, options.threads));
  workers[0] = make_worker(job, options.cancelled);
  Queue queue({first, count}, workers.size(),
              std::max<std::uint64_t>(1, workers[0]->preferred_batch()), options);
  if (!options.more && workers.size() > queue.batches()) {
    workers.resize(std::max<std::size_t>(1, static_cast<std::size_t>(queue.batches())));
  }
  std::vector<CellTally> total = job.tallies();
  std::mutex adding;
  const auto hand_over = [&](Worker& worker) {
    std::vector<CellTally> found = worker.take();
    const std::lock_guard lock(adding);
    for (std::size_t cell = 0; cell < total.size(); ++cell) total[cell].add(std::move(found[cell]));
  };
  FirstError error;
  const auto work = [&](std::size_t position) {
    const bool whole = error.guard([&] {
      auto& worker = workers[position];
      while (const auto batch = queue.take()) {
        if (worker == nullptr) worker = make_worker(job, options.cancelled);
        worker->run(batch->first, batch->count);
        if (worker->laden()) hand_over(*worker);
        options.progress(batch->count);
      }
      if (worker == nullptr) return;  // nothing was left to do
      worker->finish();
      hand_over(*worker);
    });
    if (!whole) queue.close();
  };
  {
    std::vector<std::jthread> threads;
    for (std::size_t position = 1; position < workers.size(); ++position) {
      threads.emplace_back(work, position);
    }
    work(0);
  }
  error.rethrow();
  if (options.cancelled != nullptr && options.cancelled->load()) return {};
  return total;
}

}  // namespace brink
