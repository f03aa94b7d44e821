// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/mpi/compute.hpp"

#include <chrono>
#include <utility>

namespace brink {

BlockThread::BlockThread(GroupRunner run, const GroupJob& job, GroupOptions options,
                         BlockSource source, std::function<void()> wake)
    : run_(std::move(run)), job_(job), options_(std::move(options)), source_(std::move(source)) {
  options_.cancelled = &given_up_;
  found_ = std::async(std::launch::async, [this, wake = std::move(wake)] {
    struct AtTheEnd {
      std::atomic<bool>& finished;
      const std::function<void()>& wake;
      ~AtTheEnd() {
        finished = true;
        wake();
      }
    };
    const AtTheEnd at_the_end{finished_, wake};
    return compute();
  });
}

BlockThread::~BlockThread() {
  given_up_ = true;
  if (found_.valid()) found_.wait();
}

std::vector<CellTally> BlockThread::compute() {
  using Clock = std::chrono::steady_clock;
  std::vector<CellTally> total = job_.tallies();
  std::optional<ImageRange> block;
  Clock::time_point start;
  // Several threads end a block at nearly the same time. The first thread that asks for the next
  // block stops the clock.
  options_.more = [&] {
    if (block) {
      source_.done(block->count, std::chrono::duration<double>(Clock::now() - start).count());
    }
    block = source_.take();
    start = Clock::now();
    return block;
  };
  while (options_.more()) {
    std::vector<CellTally> found = run_(job_, block->first, block->count, options_);
    if (found.empty()) return {};
    for (std::size_t cell = 0; cell < total.size(); ++cell) total[cell].add(std::move(found[cell]));
  }
  if (given_up_.load()) return {};
  return total;
}

}  // namespace brink
