// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/mpi/range_work.hpp"

#include <utility>

namespace brink {
namespace {

std::uint64_t nanoseconds(double seconds) { return static_cast<std::uint64_t>(seconds * 1e9); }

GroupOptions with_threads(unsigned threads) {
  GroupOptions options;
  options.threads = threads;
  return options;
}

}  // namespace

RangeWork::RangeWork(GroupRunner run, GroupJob job, unsigned threads,
                     const std::function<void()>& wake)
    : job_(std::move(job)),
      thread_(std::move(run), job_, with_threads(threads),
              {[this] { return queue.take(); },
               [this, wake](std::uint64_t images, double seconds) {
                 queue.note({images, nanoseconds(seconds)});
                 wake();
               }},
              wake) {}

}  // namespace brink
