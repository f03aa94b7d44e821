// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/cpu/cost_accumulator.hpp"

#include <algorithm>

namespace brink {

void CostAccumulator::add(std::uint64_t cost, std::uint64_t times) {
  if (cost < small_costs) {
    if (small_.empty()) small_.resize(small_costs);
    small_[cost] += times;
  } else {
    entries_ = merged(entries_, {{cost, times}});
  }
}

void CostAccumulator::flush() {
  std::sort(pending_.begin(), pending_.end());
  std::vector<Entry> runs;
  for (const std::uint64_t cost : pending_) {
    if (runs.empty() || runs.back().cost != cost) runs.push_back({cost, 0});
    ++runs.back().count;
  }
  pending_.clear();
  entries_ = merged(entries_, runs);
}

std::vector<CostAccumulator::Entry> CostAccumulator::merged(const std::vector<Entry>& a,
                                                            const std::vector<Entry>& b) {
  std::vector<Entry> result;
  result.reserve(a.size() + b.size());
  auto i = a.begin();
  auto j = b.begin();
  while (i != a.end() || j != b.end()) {
    if (j == b.end() || (i != a.end() && i->cost < j->cost)) {
      result.push_back(*i++);
    } else if (i == a.end() || j->cost < i->cost) {
      result.push_back(*j++);
    } else {
      result.push_back({i->cost, i->count + j->count});
      ++i, ++j;
    }
  }
  return result;
}

void CostAccumulator::add(const CostAccumulator& other) {
  entries_ = merged(entries_, other.entries_);
  for (const std::uint64_t cost : other.pending_) add(cost);
  for (std::uint64_t cost = 0; cost < other.small_.size(); ++cost) {
    if (other.small_[cost] > 0) add(cost, other.small_[cost]);
  }
}

void CostAccumulator::add(const Tally& tally) {
  std::vector<Entry> large;
  for (std::size_t i = 0; i < tally.cost.size(); ++i) {
    if (tally.cost[i] < small_costs) {
      add(tally.cost[i], tally.count[i]);
    } else {
      large.push_back({tally.cost[i], tally.count[i]});
    }
  }
  entries_ = merged(entries_, large);
}

Tally CostAccumulator::tally(bool real) {
  flush();
  Tally tally;
  tally.real = real;
  for (std::uint64_t cost = 0; cost < small_.size(); ++cost) {
    if (small_[cost] == 0) continue;
    tally.cost.push_back(cost);
    tally.count.push_back(small_[cost]);
  }
  for (const Entry& entry : entries_) {
    tally.cost.push_back(entry.cost);
    tally.count.push_back(entry.count);
  }
  return tally;
}

void CellTally::add(const CellTally& other) {
  samples += other.samples;
  in_class += other.in_class;
  for (std::size_t i = 0; i < upper.size(); ++i) {
    upper[i].add(other.upper[i]);
    lower[i].add(other.lower[i]);
  }
}

}  // namespace brink
