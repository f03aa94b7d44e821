// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <vector>

#include "cuda/classifier/cell_plan.hpp"
#include "cuda/costs.hpp"
#include "cuda/solver/solved.hpp"
#include "cuda/weighted_counts.hpp"
#include "host/cpu/cost_accumulator.hpp"

namespace brink {

/// One class of a group of cells that see the same images.
struct CellJob {
  const ClassifierConfig* config = nullptr;
  CellPlan plan;
  std::vector<std::uint32_t> weight;      ///< [class] distinct |w| above 0, ascending
  std::vector<std::uint64_t> weight_size; ///< [class] pixels with it
  std::vector<bool> bracket;              ///< [p] whether the cost is only bracketed

  WeightClasses weight_classes() const {
    return {static_cast<std::uint32_t>(weight.size()), weight.data(), weight_size.data()};
  }
  /// Pixels whose weight is not 0; N for classes without weights.
  std::uint64_t weighted_pixels() const {
    std::uint64_t pixels = 0;
    for (const std::uint64_t size : weight_size) pixels += size;
    return pixels;
  }
};

inline void record(std::uint64_t cost, std::uint64_t times, CostAccumulator& costs) {
  if (times == 1) {
    costs.add(cost);
  } else {
    costs.add(cost, times);
  }
}

/// Classifies an image from its counts, solves every p and records the result, for
/// `times` images that have the same counts. False, with nothing recorded, where the counts' windows are too small.
template <class Classifier, class Counts>
bool evaluate(const CellJob& job, const Counts& counts, const std::vector<CostRule>& rules,
              std::vector<CostBracket>& costs, CellTally& tally, std::uint64_t times) {
  const std::int64_t score = Classifier::score(job.plan, counts);
  if (!Classifier::inside(job.plan, score)) {
    tally.samples += times;
    return true;
  }
  costs.clear();
  for (const CostRule& rule : rules) {
    const Solved solved = Classifier::cost(job.plan, counts, score, rule);
    if (!solved.known) return false;
    costs.push_back(solved.cost);
  }
  tally.samples += times;
  tally.in_class += times;
  for (std::size_t p = 0; p < costs.size(); ++p) {
    record(costs[p].upper, times, tally.upper[p]);
    if (job.bracket[p]) record(costs[p].lower, times, tally.lower[p]);
  }
  return true;
}

}  // namespace brink
