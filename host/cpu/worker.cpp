// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/cpu/worker.hpp"

#include "host/cpu/count_worker.hpp"
#include "host/cpu/group_worker.hpp"

namespace brink {

std::unique_ptr<Worker> make_worker(const GroupJob& job, const std::atomic<bool>* cancelled) {
  if (job.multinomial) return std::make_unique<CountWorker>(job);
  return std::make_unique<GroupWorker>(job, cancelled);
}

}  // namespace brink
