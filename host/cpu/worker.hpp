// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

#include "host/cpu/collector.hpp"

namespace brink {

/// One thread's share of a group: judges ranges of images and keeps the tallies.
class Worker {
 public:
  virtual ~Worker() = default;

  /// How many images are best asked for at a time.
  virtual std::uint64_t preferred_batch() const = 0;
  virtual void run(std::uint64_t first, std::uint64_t count) = 0;
  /// What all ranges so far have found; ends the worker's use.
  virtual std::vector<CellTally> finish() = 0;
};

/// The worker for the group's sampler. `job` must outlive it.
std::unique_ptr<Worker> make_worker(const GroupJob& job, const std::atomic<bool>* cancelled);

}  // namespace brink
