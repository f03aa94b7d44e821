// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

#include "host/cpu/collector.hpp"

namespace brink {

/// Does one thread's share of a group: judges ranges of images and keeps the tallies.
class Worker {
 public:
  explicit Worker(const GroupJob& job) : tallies_(job.tallies()), job_(job) {}
  virtual ~Worker() = default;

  /// How many images the worker prefers to be given at a time.
  virtual std::uint64_t preferred_batch() const = 0;
  virtual void run(std::uint64_t first, std::uint64_t count) = 0;
  /// Judges what was put off until the last range.
  virtual void finish() = 0;
  /// Whether the caller should take the tallies before the next range.
  bool laden() const;
  /// The tallies of all images since the last take, settled.
  std::vector<CellTally> take();

 protected:
  std::vector<CellTally> tallies_;

 private:
  const GroupJob& job_;
};

/// Makes the worker for the group's sampler. `job` must outlive it.
std::unique_ptr<Worker> make_worker(const GroupJob& job, const std::atomic<bool>* cancelled);

}  // namespace brink
