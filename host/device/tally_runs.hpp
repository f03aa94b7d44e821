// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "host/cpu/cost_accumulator.hpp"
#include "host/result/results.hpp"

namespace brink::device {

/// Tallies of many batches on their way to one: merged when they are as long as each
/// other, so that no cost is copied more often than the logarithm of their number.
class TallyRuns {
 public:
  /// `costs` ascend, `images` have them.
  void add(std::vector<std::uint64_t> costs, const std::vector<std::uint32_t>& images);
  /// In any order; sorts them here.
  void add(std::vector<std::uint64_t> costs);
  /// Hands all of it over.
  void drain(CostAccumulator& costs);
  void clear() { runs_.clear(); }

 private:
  void push(Tally run);

  std::vector<Tally> runs_;  ///< ever shorter
};

}  // namespace brink::device
