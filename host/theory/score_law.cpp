// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/theory/score_law.hpp"

#include <algorithm>
#include <bit>
#include <numeric>
#include <stdexcept>

#include "cuda/shape.hpp"
#include "host/theory/counted_tail.hpp"
#include "host/theory/fourier_tail.hpp"
#include "host/theory/score_tail.hpp"

namespace brink {
namespace {

constexpr std::uint32_t max_score_weight = 1023;

void check(std::uint32_t levels, const std::vector<WeightCount>& weights) {
  if (!std::has_single_bit(levels) || levels < 2 || levels > 1u << max_bit_depth) {
    throw std::invalid_argument("ScoreLaw: levels must be a power of two in 2..65536");
  }
  std::uint64_t pixels = 0;
  for (const WeightCount& entry : weights) {
    if (entry.weight > max_score_weight) {
      throw std::invalid_argument("ScoreLaw: a weight is above 1023");
    }
    if (entry.count > max_counted_pixels - pixels) {
      throw std::invalid_argument("ScoreLaw: more pixels than any image has");
    }
    pixels += entry.count;
  }
}

/// Ascending and distinct; no weight 0, no count 0.
std::vector<WeightCount> merged(std::vector<WeightCount> weights) {
  std::erase_if(weights, [](const WeightCount& e) { return e.weight == 0 || e.count == 0; });
  std::sort(weights.begin(), weights.end(),
            [](const WeightCount& a, const WeightCount& b) { return a.weight < b.weight; });
  std::vector<WeightCount> result;
  for (const WeightCount& entry : weights) {
    if (!result.empty() && result.back().weight == entry.weight) {
      result.back().count += entry.count;
    } else {
      result.push_back(entry);
    }
  }
  return result;
}

/// The largest value <= t of a lattice of spacing 2 that holds `member`.
std::int64_t lattice_floor(std::int64_t t, std::int64_t member) {
  return (t ^ member) & 1 ? t - 1 : t;
}

}  // namespace

ScoreLaw::ScoreLaw(std::uint32_t levels, std::vector<WeightCount> weights)
    : method_("the score is always 0") {
  check(levels, weights);
  ReducedScore score;
  score.levels = levels;
  score.bits = static_cast<std::uint32_t>(std::countr_zero(levels));
  score.weights = merged(std::move(weights));
  if (score.weights.empty()) return;

  std::uint32_t factor = 0;
  for (const WeightCount& entry : score.weights) factor = std::gcd(factor, entry.weight);
  for (WeightCount& entry : score.weights) {
    entry.weight /= factor;
    score.pixels += entry.count;
    score.largest += static_cast<std::int64_t>(entry.weight * entry.count * (levels - 1));
  }
  common_factor_ = factor;
  largest_ = score.largest;
  if (CountedTail::possible(score)) {
    tail_ = std::make_shared<CountedTail>(score);
  } else if (FewPixelsTail::affordable(score)) {
    tail_ = std::make_shared<FewPixelsTail>(score);
  } else {
    tail_ = std::make_shared<FourierTail>(score);
  }
  method_ = tail_->method();
}

double ScoreLaw::above(std::int64_t threshold) const {
  if (!tail_) return threshold < 0 ? 1 : 0;
  const std::int64_t quotient = threshold / common_factor_;
  const std::int64_t reduced = quotient - (threshold % common_factor_ < 0 ? 1 : 0);
  if (reduced >= largest_) return 0;
  if (reduced < -largest_) return 1;
  const std::int64_t t = lattice_floor(reduced, largest_);
  // P(s > t) = 1 - P(s <= t) = 1 - P(s >= -t) = 1 - P(s > -t - 2).
  return t >= -1 ? tail_->above(t) : 1 - tail_->above(-t - 2);
}

std::int64_t ScoreLaw::least_threshold(double coverage) const {
  if (!(coverage > 0 && coverage <= 1)) {
    throw std::invalid_argument("ScoreLaw: coverage must be in (0, 1]");
  }
  // P(s > 0) <= 1/2 by symmetry.
  if (!tail_ || coverage >= 0.5) return 0;
  std::int64_t above_coverage = lattice_floor(0, largest_);
  if (tail_->at_most(above_coverage, coverage)) return 0;
  std::int64_t at_most = largest_;
  while (at_most - above_coverage > 2) {
    const std::int64_t steps = (at_most - above_coverage) / 2;
    const std::int64_t middle = above_coverage + steps / 2 * 2;
    (tail_->at_most(middle, coverage) ? at_most : above_coverage) = middle;
  }
  return at_most * common_factor_;
}

}  // namespace brink
