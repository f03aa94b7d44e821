// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <type_traits>
#include <vector>

#include "cuda/classifier/hash/hash.hpp"
#include "cuda/classifier/whole_image.hpp"
#include "cuda/costs.hpp"
#include "cuda/solver/solved.hpp"
#include "host/cpu/cell_job.hpp"
#include "host/cpu/cost_accumulator.hpp"
#include "host/cpu/simd/simd.hpp"

namespace brink {

inline void record(std::uint64_t cost, std::uint64_t times, CostAccumulator& costs) {
  if (times == 1) {
    costs.add(cost);
  } else {
    costs.add(cost, times);
  }
}

/// Solves every p for an image and records the result if the image is `inside`. The image counts
/// as `times` equal ones. cost(p) solves one of `norms`. Returns false, and records nothing,
/// where that fails.
template <class Cost>
bool record_costs(const CellJob& job, bool inside, std::size_t norms,
                  std::vector<CostBracket>& costs, CellTally& tally, std::uint64_t times,
                  const Cost& cost) {
  if (!inside) {
    tally.samples += times;
    return true;
  }
  costs.resize(norms);
  for (std::size_t p = 0; p < norms; ++p) {
    const Solved solved = cost(p);
    if (!solved.known) return false;
    costs[p] = solved.cost;
  }
  tally.samples += times;
  tally.in_class += times;
  for (std::size_t p = 0; p < costs.size(); ++p) {
    record(costs[p].upper, times, tally.upper[p]);
    if (job.bracket[p]) record(costs[p].lower, times, tally.lower[p]);
  }
  return true;
}

/// Classifies an image from its counts, solves every p and records the result. The result counts
/// for `times` images that have the same counts. Returns false, and records nothing, where the
/// windows of the counts are too small.
template <class Classifier, class Counts>
bool evaluate(const CellJob& job, const Counts& counts, const std::vector<CostRule>& rules,
              std::vector<CostBracket>& costs, CellTally& tally, std::uint64_t times) {
  const std::int64_t score = Classifier::score(job.plan, counts);
  return record_costs(
      job, Classifier::inside(job.plan, score), rules.size(), costs, tally, times,
      [&](std::size_t p) { return Classifier::cost(job.plan, counts, score, rules[p]); });
}

/// The score of an image under a class that sees images whole, by the quickest way that this
/// machine has.
template <class Classifier>
std::int64_t score_image(const CellPlan& plan, const std::uint16_t* image, Scratch scratch) {
  if constexpr (std::is_same_v<Classifier, Hash>) {
    return Hash::score(plan, simd::hash_image(plan.shape, plan.seed, image), scratch);
  } else {
    return Classifier::score(plan, image, scratch);
  }
}

/// Does the same for a class that sees images whole. `image` holds the levels in pixel order.
template <class Classifier>
bool evaluate_image(const CellJob& job, const std::uint16_t* image,
                    const std::vector<CostRule>& rules, Scratch scratch,
                    std::vector<CostBracket>& costs, CellTally& tally) {
  const std::int64_t score = score_image<Classifier>(job.plan, image, scratch);
  return record_costs(job, Classifier::inside(job.plan, score), rules.size(), costs, tally, 1,
                      [&](std::size_t p) {
                        return Classifier::cost(job.plan, image, score, rules[p], scratch, nullptr);
                      });
}

}  // namespace brink
