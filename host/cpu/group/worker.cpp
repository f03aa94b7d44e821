// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/cpu/group/worker.hpp"

#include <algorithm>
#include <utility>

#include "host/cpu/group/count_worker.hpp"
#include "host/cpu/group/counts_worker.hpp"
#include "host/cpu/group/group_worker.hpp"

namespace brink {

bool Worker::laden() const {
  return std::any_of(tallies_.begin(), tallies_.end(),
                     [](const CellTally& tally) { return tally.laden(); });
}

std::vector<CellTally> Worker::take() {
  for (CellTally& tally : tallies_) tally.settle();
  return std::exchange(tallies_, job_.tallies());
}

std::unique_ptr<Worker> make_worker(const GroupJob& job, const std::atomic<bool>* cancelled) {
  if (job.counts) return std::make_unique<CountsWorker>(job);
  if (job.multinomial) return std::make_unique<CountWorker>(job);
  return std::make_unique<GroupWorker>(job, cancelled);
}

}  // namespace brink
