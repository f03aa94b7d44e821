// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/cpu/group.hpp"

#include <algorithm>
#include <exception>
#include <memory>
#include <mutex>
#include <thread>

#include "host/cpu/worker.hpp"

namespace brink {
namespace {

/// Hands out ranges of images until they are gone or the run is cancelled.
class Queue {
 public:
  Queue(std::uint64_t count, std::uint64_t batch, const std::atomic<bool>* cancelled)
      : count_(count), batch_(batch), cancelled_(cancelled) {}

  /// False when there is nothing left to do.
  bool take(std::uint64_t& begin, std::uint64_t& size) {
    if (cancelled_ != nullptr && cancelled_->load(std::memory_order_relaxed)) return false;
    begin = next_.fetch_add(batch_);
    if (begin >= count_) return false;
    size = std::min(batch_, count_ - begin);
    return true;
  }

 private:
  std::uint64_t count_;
  std::uint64_t batch_;
  const std::atomic<bool>* cancelled_;
  std::atomic<std::uint64_t> next_{0};
};

/// Keeps the first exception of several threads.
class FirstError {
 public:
  template <class Work>
  void guard(Work work) {
    try {
      work();
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (!error_) error_ = std::current_exception();
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
  const std::uint64_t share = (count + workers.size() - 1) / workers.size();
  // Batches of equal size: a short range must not end with threads waiting for one.
  const std::uint64_t most = std::max<std::uint64_t>(1, workers[0]->preferred_batch());
  const std::uint64_t rounds = std::max<std::uint64_t>(1, (share + most - 1) / most);
  const std::uint64_t batch = std::max<std::uint64_t>(1, (share + rounds - 1) / rounds);
  if (workers.size() > (count + batch - 1) / batch) {
    workers.resize(std::max<std::size_t>(1, static_cast<std::size_t>((count + batch - 1) / batch)));
  }
  Queue queue(count, batch, options.cancelled);
  FirstError error;
  const auto work = [&](std::size_t position) {
    error.guard([&] {
      auto& worker = workers[position];
      if (worker == nullptr) worker = make_worker(job, options.cancelled);
      for (std::uint64_t begin = 0, size = 0; queue.take(begin, size);) {
        worker->run(first + begin, size);
        options.progress(size);
      }
    });
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
  std::vector<CellTally> total = workers[0]->finish();
  for (std::size_t position = 1; position < workers.size(); ++position) {
    if (workers[position] == nullptr) continue;  // found nothing left to do
    const std::vector<CellTally> share_found = workers[position]->finish();
    for (std::size_t cell = 0; cell < total.size(); ++cell) total[cell].add(share_found[cell]);
  }
  return total;
}

}  // namespace brink
