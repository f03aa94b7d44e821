// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdlib>
#include <type_traits>
#include <vector>

#include "cuda/solver/weighted_steps.hpp"
#include "host/classes/image_class.hpp"
#include "host/classes/pair_counts.hpp"
#include "host/classes/pixel_order.hpp"
#include "host/cpu/draw/weight_stream.hpp"

namespace brink {

/// The signed weights of the pixels, and the classes of |w|.
class SignedWeights {
 public:
  /// Makes every weight 1.
  explicit SignedWeights(const Shape& shape)
      : sizes_{1}, pixels_{shape.pixels()}, class_of_{0, 0} {}

  explicit SignedWeights(const CellJob& job)
      : sizes_(job.weight), pixels_(job.weight_size), class_of_(max_weight_classes + 1) {
    weight_.reserve(job.plan.shape.pixels());
    WeightStream(*job.config, job.plan.shape)
        .each(0, job.plan.shape.pixels(), [&](std::uint64_t, std::int32_t weight) {
          weight_.push_back(static_cast<std::int16_t>(weight));
        });
    for (std::uint32_t c = 0; c < sizes_.size(); ++c) class_of_[sizes_[c]] = c;
  }

  std::int32_t at(std::size_t i) const { return weight_.empty() ? 1 : weight_[i]; }
  std::uint32_t class_of(std::int32_t weight) const {
    return class_of_[static_cast<std::size_t>(std::abs(weight))];
  }
  WeightClasses classes() const {
    return {static_cast<std::uint32_t>(sizes_.size()), sizes_.data(), pixels_.data()};
  }

 private:
  std::vector<std::int16_t> weight_;     ///< empty: all are 1
  std::vector<std::uint32_t> sizes_;     ///< [class] |w|
  std::vector<std::uint64_t> pixels_;    ///< [class]
  std::vector<std::uint32_t> class_of_;  ///< [|w|]
};

/// Witnesses of `brightness` and `halfspace`, where the score must fall by two for every step of
/// weight 1 (docs/spec/classes.md#distances).
template <class Classifier>
class HalfSpaceImage : public ImageClass {
 public:
  HalfSpaceImage(const CellJob& job, SignedWeights weights, bool unit)
      : plan_(job.plan),
        unit_(unit),
        weights_(std::move(weights)),
        counts_(job.plan.shape.levels(), weights_.classes()) {}

  std::int64_t score(Levels image) override {
    count(image);
    return score_counted();
  }
  bool inside(std::int64_t score) const override { return Classifier::inside(plan_, score); }

  CostBracket leave(Levels image, std::int64_t score, const CostRule& rule,
                    LevelsOut witness) override {
    count(image);
    const std::uint64_t goal = steps_to(score, plan_.threshold);
    const WeightedCounts counts = counts_.weighted();
    return rule.with_costs([&](const auto& costs) {
      using Costs = std::decay_t<decltype(costs)>;
      WeightedSteps<Costs, WeightedCounts, LocalCursors> walk(counts, goal, costs);
      const CostBracket cost = walk.solve(rule.norm).cost;
      follow(walk, rule.norm, cost, image, witness);
      // With a single |w| a part of the last pixel's way may be enough: exactly that is tallied.
      return counts.classes.classes > 1 ? cost : cost_counted(score, rule);
    });
  }

 private:
  std::uint32_t cap_at(std::int32_t weight, std::uint32_t level) const {
    return weight > 0 ? level : plan_.shape.top_level() - level;
  }

  void count(Levels image) {
    counts_.clear();
    for (std::size_t i = 0; i < image.size(); ++i) {
      const std::int32_t weight = weights_.at(i);
      if (weight != 0) counts_.add(weights_.class_of(weight), cap_at(weight, image[i]));
    }
    counts_.finish();
  }
  std::int64_t score_counted() const {
    if constexpr (Classifier::statistic == Statistic::caps) {
      if (!unit_) return Classifier::score(plan_, counts_.weighted());
    }
    return Classifier::score(plan_, counts_.levels());
  }
  CostBracket cost_counted(std::int64_t score, const CostRule& rule) const {
    if constexpr (Classifier::statistic == Statistic::caps) {
      if (!unit_) return Classifier::cost(plan_, counts_.weighted(), score, rule).cost;
    }
    return Classifier::cost(plan_, counts_.levels(), score, rule).cost;
  }

  /// Moves each pixel by steps_of(class, cap) <= cap steps towards the other side.
  template <class StepsOf>
  void move(Levels image, LevelsOut witness, StepsOf steps_of) const {
    each_by_column(plan_.shape, [&](std::size_t i) {
      const std::int32_t weight = weights_.at(i);
      const std::uint32_t level = image[i];
      const std::uint32_t steps =
          weight == 0 ? 0 : steps_of(weights_.class_of(weight), cap_at(weight, level));
      witness[i] = static_cast<std::uint16_t>(weight > 0 ? level - steps : level + steps);
    });
  }

  /// Moves the image by the items that the solver took.
  template <class Walk>
  void follow(Walk& walk, Norm norm, const CostBracket& cost, Levels image,
              LevelsOut witness) const {
    const std::uint32_t last = walk.last_class();
    std::uint64_t left = walk.last_gain();
    switch (norm.kind()) {
      case Norm::Kind::zero:
      case Norm::Kind::below_one: {
        // The last pixel goes only as far as it must, where that is what was solved for: with
        // several weights and p > 0 the bracket's upper end moves it whole.
        const bool part = norm.p == 0 || weights_.classes().classes == 1;
        const std::uint32_t last_cap = walk.limit(last);
        return move(image, witness, [&](std::uint32_t c, std::uint32_t cap) {
          if (cap > walk.limit(c)) return cap;
          if (c != last || cap != last_cap) return 0u;
          const std::uint32_t steps = at_most(cap, c, left);
          return part || steps == 0 ? steps : cap;
        });
      }
      case Norm::Kind::infinity: {
        const auto below = static_cast<std::uint32_t>(cost.upper - 1);
        return move(image, witness, [&](std::uint32_t c, std::uint32_t cap) {
          return cap <= below ? cap : below + at_most(1, c, left);
        });
      }
      case Norm::Kind::one_or_more:
        break;
    }
    if (norm.p == 1) {  // as few pixels as column order allows
      return move(image, witness, [&](std::uint32_t c, std::uint32_t cap) {
        if (c != last) return c > last ? cap : 0u;
        return at_most(cap, c, left);
      });
    }
    move(image, witness, [&](std::uint32_t c, std::uint32_t cap) {
      const std::uint32_t limit = walk.limit(c);
      if (cap <= limit) return cap;
      return c == last ? limit + at_most(1, c, left) : limit;
    });
  }

  /// Takes the steps of a pixel that are needed to gain what is left, `most` at most.
  std::uint32_t at_most(std::uint32_t most, std::uint32_t c, std::uint64_t& left) const {
    const std::uint64_t weight = weights_.classes().weight[c];
    const std::uint64_t steps = std::min<std::uint64_t>(most, (left + weight - 1) / weight);
    left -= std::min(left, steps * weight);
    return static_cast<std::uint32_t>(steps);
  }

  CellPlan plan_;
  bool unit_;  ///< every nonzero |w| is 1: LevelCounts of caps
  SignedWeights weights_;
  PairCounts counts_;
};

}  // namespace brink
