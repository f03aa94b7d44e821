// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/mpi/range_work.hpp"

#include <chrono>
#include <utility>

namespace brink {
namespace {

std::uint64_t nanoseconds(double seconds) { return static_cast<std::uint64_t>(seconds * 1e9); }

}  // namespace

RangeWork::RangeWork(GroupRunner run, GroupJob job, unsigned threads)
    : run_(std::move(run)), job_(std::move(job)) {
  GroupOptions options;
  options.threads = threads;
  options.cancelled = &given_up_;
  const BlockSource source{[this] { return queue.take(); },
                           [this](std::uint64_t images, double seconds) {
                             queue.note({images, nanoseconds(seconds)});
                           }};
  found_ = std::async(std::launch::async, [this, options, source] {
    return compute_blocks(run_, job_, options, source);
  });
}

RangeWork::~RangeWork() {
  given_up_ = true;
  queue.close();
  if (found_.valid()) found_.wait();
}

bool RangeWork::finished() const {
  return found_.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
}

}  // namespace brink
