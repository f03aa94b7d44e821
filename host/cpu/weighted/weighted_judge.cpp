// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/cpu/weighted/weighted_judge.hpp"

#include "cuda/classifier/halfspace/halfspace.hpp"

namespace brink {

WeightedJudge::WeightedJudge(const GroupJob& job, std::size_t cell)
    : cell_(&job.cells[cell]),
      total_weight_(HalfSpace::total_weight(cell_->weight_classes())),
      rules_(&job.rules),
      orders_(job.rules.size()) {
  // With a single weight the distances are those of equal steps.
  if (cell_->weight.size() == 1) return;
  for (std::size_t p = 0; p < orders_.size(); ++p) {
    const CostRule& rule = job.rules[p];
    if (GreedyOrder::serves(rule, job.source.shape.levels())) orders_[p].emplace(rule);
  }
}

bool WeightedJudge::operator()(const WeightedCounts& counts, CellTally& tally,
                               std::uint64_t times) {
  const std::int64_t score = HalfSpace::score(cell_->plan, total_weight_, counts.reach);
  return record_costs(*cell_, HalfSpace::inside(cell_->plan, score), orders_.size(), costs_, tally,
                      times, [&](std::size_t p) { return cost(counts, score, p); });
}

Solved WeightedJudge::cost(const WeightedCounts& counts, std::int64_t score, std::size_t p) {
  // The pairs that occur are listed where most pairs do not occur; a walk would look at all
  // pairs.
  if (orders_[p] && counts.present == nullptr) {
    const Solved solved = orders_[p]->solve(counts, steps_to(score, cell_->plan.threshold));
    if (solved.known) return solved;
  }
  return HalfSpace::cost(cell_->plan, counts, score, (*rules_)[p]);
}

}  // namespace brink
