// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/cpu/cost_accumulator.hpp"

#include <algorithm>
#include <bit>

namespace brink {
namespace {

constexpr std::uint64_t first_small_costs = 32;

}  // namespace

void CostAccumulator::add(std::uint64_t cost, std::uint64_t times) {
  if (cost < small_costs) {
    // As long as what occurs: a sweep has many cells, and each an array for every p.
    if (cost >= small_.size()) small_.resize(std::max(first_small_costs, std::bit_ceil(cost + 1)));
    small_[cost] += times;
    return;
  }
  repeated_.push_back({cost, times});
  if (repeated_.size() == batch) flush();
}

void CostAccumulator::flush() {
  std::sort(pending_.begin(), pending_.end());
  std::sort(repeated_.begin(), repeated_.end(),
            [](const Entry& a, const Entry& b) { return a.cost < b.cost; });
  Tally found = grid_->none();
  const auto record = [&](std::uint64_t cost, std::uint64_t count) {
    if (found.cost.empty() || found.cost.back() != cost) {
      found.cost.push_back(cost);
      found.count.push_back(0);
    }
    found.count.back() += count;
  };
  for (std::uint64_t cost = 0; cost < small_.size(); ++cost) {
    if (small_[cost] > 0) record(cost, std::exchange(small_[cost], 0));
  }
  auto entry = repeated_.begin();
  for (const std::uint64_t cost : pending_) {
    while (entry != repeated_.end() && entry->cost <= cost) {
      record(entry->cost, entry->count);
      ++entry;
    }
    record(cost, 1);
  }
  for (; entry != repeated_.end(); ++entry) record(entry->cost, entry->count);
  pending_.clear();
  repeated_.clear();
  if (!found.cost.empty()) add(std::move(found));
}

Tally& CostAccumulator::settled() {
  flush();
  return tally_;
}

void CellTally::add(CellTally other) {
  samples += other.samples;
  in_class += other.in_class;
  for (std::size_t i = 0; i < upper.size(); ++i) {
    upper[i].add(std::move(other.upper[i]));
    lower[i].add(std::move(other.lower[i]));
  }
}

void CellTally::settle() {
  for (std::size_t i = 0; i < upper.size(); ++i) {
    upper[i].tally();
    lower[i].tally();
  }
}

bool CellTally::laden() const {
  const auto laden = [](const CostAccumulator& costs) { return costs.laden(); };
  return std::any_of(upper.begin(), upper.end(), laden) ||
         std::any_of(lower.begin(), lower.end(), laden);
}

}  // namespace brink
