// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/device/tally_runs.hpp"

#include <algorithm>
#include <utility>

namespace brink::device {
namespace {

Tally merged(const Tally& a, const Tally& b) {
  Tally sum;
  std::size_t i = 0, j = 0;
  const auto take = [&](const Tally& from, std::size_t& at) {
    if (sum.cost.empty() || sum.cost.back() != from.cost[at]) {
      sum.cost.push_back(from.cost[at]);
      sum.count.push_back(0);
    }
    sum.count.back() += from.count[at++];
  };
  while (i < a.cost.size() || j < b.cost.size()) {
    const bool first = j == b.cost.size() || (i < a.cost.size() && a.cost[i] <= b.cost[j]);
    first ? take(a, i) : take(b, j);
  }
  return sum;
}

}  // namespace

void TallyRuns::push(Tally run) {
  while (!runs_.empty() && runs_.back().cost.size() <= run.cost.size()) {
    run = merged(runs_.back(), run);
    runs_.pop_back();
  }
  runs_.push_back(std::move(run));
}

void TallyRuns::add(std::vector<std::uint64_t> costs, const std::vector<std::uint32_t>& images) {
  Tally run;
  run.cost = std::move(costs);
  run.count.assign(images.begin(), images.end());
  push(std::move(run));
}

void TallyRuns::add(std::vector<std::uint64_t> costs) {
  std::sort(costs.begin(), costs.end());
  Tally run;
  for (const std::uint64_t cost : costs) {
    if (run.cost.empty() || run.cost.back() != cost) {
      run.cost.push_back(cost);
      run.count.push_back(0);
    }
    ++run.count.back();
  }
  push(std::move(run));
}

void TallyRuns::drain(CostAccumulator& costs) {
  for (const Tally& run : runs_) costs.add(run);
  runs_.clear();
}

}  // namespace brink::device
