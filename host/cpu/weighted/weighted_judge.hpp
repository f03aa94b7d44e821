// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "host/cpu/collector.hpp"
#include "host/cpu/weighted/greedy_order.hpp"

namespace brink {

/// Evaluates a half-space of unequal weights as judge() does (host/cpu/judge.hpp), with orders of
/// items that are the same for all its images.
class WeightedJudge {
 public:
  WeightedJudge(const GroupJob& job, std::size_t cell);

  bool operator()(const WeightedCounts& counts, CellTally& tally, std::uint64_t times = 1);

 private:
  Solved cost(const WeightedCounts& counts, std::int64_t score, std::size_t p);

  const CellJob* cell_;
  std::uint64_t total_weight_;
  const std::vector<CostRule>* rules_;              ///< [p]
  std::vector<std::optional<GreedyOrder>> orders_;  ///< [p], where there is one
  std::vector<CostBracket> costs_;
};

}  // namespace brink
