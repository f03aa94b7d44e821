// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/run/lookout.hpp"

#include <utility>

namespace brink {
Lookout::Lookout(const Results& results, const RunOptions& options)
    : results_(results), options_(options) {}

void Lookout::set_update(std::function<void()> update) {
  const std::lock_guard lock(changing_);
  update_ = std::move(update);
}

const std::atomic<bool>* Lookout::cancelled(bool brief) const {
  return brief ? &out_of_patience_ : options_.cancelled;
}

void Lookout::look() {
  const Clock::time_point now = clock_.now();
  if (options_.cancelled != nullptr && options_.cancelled->load()) {
    if (!interrupted_) interrupted_ = now;
    if (now - *interrupted_ >= options_.patience) out_of_patience_ = true;
  }
  if (options_.wanted == nullptr || !options_.wanted->exchange(false)) return;
  const std::lock_guard lock(changing_);
  if (update_) update_();
  options_.on_wanted(results_);
}

}  // namespace brink
