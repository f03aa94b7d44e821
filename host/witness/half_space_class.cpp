// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>
#include <type_traits>
#include <vector>

#include "host/cpu/weight_stream.hpp"
#include "host/witness/cheapest_items.hpp"
#include "host/witness/classes.hpp"
#include "host/witness/pair_counts.hpp"
#include "host/witness/pixel_order.hpp"

namespace brink {
namespace {

/// The signed weights of the pixels and the classes that their sizes fall into.
class SignedWeights {
 public:
  /// Every weight is 1.
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
  std::vector<std::int16_t> weight_;     ///< empty: all 1
  std::vector<std::uint32_t> sizes_;     ///< [class] |w|
  std::vector<std::uint64_t> pixels_;    ///< [class]
  std::vector<std::uint32_t> class_of_;  ///< [|w|]
};

/// `brightness` and `halfspace`: the score must fall by two for every step of
/// weight 1 (spec, section 3, "Solutions").
template <class Classifier>
class HalfSpaceClass : public ImageClass {
 public:
  HalfSpaceClass(const CellJob& job, SignedWeights weights, bool unit)
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
    const CostBracket cost = cost_counted(score, rule);
    const std::uint64_t goal = steps_to(score, plan_.threshold);
    switch (rule.norm.kind()) {
      case Norm::Kind::zero:
      case Norm::Kind::below_one:
        move_whole_pixels(image, goal, rule, witness);
        break;
      case Norm::Kind::infinity:
        move_up_to(cost.upper, image, goal, witness);
        break;
      case Norm::Kind::one_or_more:
        if (rule.norm.p == 1) {
          move_heaviest(image, goal, witness);
        } else {
          move_evenly(image, goal, rule, witness);
        }
    }
    return cost;
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

  /// p < 1. The last pixel goes only as far as it must, where that is what was
  /// solved for: with several weights and p > 0 the bracket's upper end moves it whole.
  void move_whole_pixels(Levels image, std::uint64_t goal, const CostRule& rule,
                         LevelsOut witness) const {
    const WeightedCounts counts = counts_.weighted();
    TakenItems taken =
        rule.with_costs([&](const auto& costs) { return take_whole_pixels(counts, goal, costs); });
    const std::uint32_t last_cap = taken.limit[taken.last_class];
    const std::uint64_t weight = counts.classes.weight[taken.last_class];
    const bool part = rule.norm.p == 0 || counts.classes.classes == 1;
    const std::uint64_t before = (taken.last_pixels - 1) * weight * last_cap;
    const auto last_steps =
        part ? static_cast<std::uint32_t>((taken.left - before + weight - 1) / weight) : last_cap;
    move(image, witness, [&](std::uint32_t c, std::uint32_t cap) -> std::uint32_t {
      if (cap > taken.limit[c]) return cap;
      if (c != taken.last_class || cap != last_cap || taken.last_pixels == 0) return 0;
      return --taken.last_pixels == 0 ? last_steps : cap;
    });
  }

  /// 1 < p < inf.
  void move_evenly(Levels image, std::uint64_t goal, const CostRule& rule,
                   LevelsOut witness) const {
    TakenItems taken = rule.with_costs(
        [&](const auto& costs) { return take_steps(counts_.weighted(), goal, costs); });
    move(image, witness, [&](std::uint32_t c, std::uint32_t cap) -> std::uint32_t {
      const std::uint32_t limit = taken.limit[c];
      if (cap <= limit) return cap;
      if (c != taken.last_class || taken.last_pixels == 0) return limit;
      --taken.last_pixels;
      return limit + 1;
    });
  }

  /// p = 1: every step costs one, so the heaviest pixels go first, each as far as
  /// it can: as few pixels as column order allows.
  void move_heaviest(Levels image, std::uint64_t goal, LevelsOut witness) const {
    const WeightClasses classes = weights_.classes();
    std::vector<std::uint64_t> caps(classes.classes);
    for (std::size_t i = 0; i < image.size(); ++i) {
      const std::int32_t weight = weights_.at(i);
      if (weight != 0) caps[weights_.class_of(weight)] += cap_at(weight, image[i]);
    }
    std::uint32_t last = classes.classes - 1;
    for (; caps[last] * classes.weight[last] < goal; --last) {
      goal -= caps[last] * classes.weight[last];
    }
    std::uint64_t left = (goal + classes.weight[last] - 1) / classes.weight[last];
    move(image, witness, [&](std::uint32_t c, std::uint32_t cap) -> std::uint32_t {
      if (c != last) return c > last ? cap : 0;
      const auto steps = static_cast<std::uint32_t>(std::min<std::uint64_t>(cap, left));
      left -= steps;
      return steps;
    });
  }

  /// p = inf: everyone moves up to the least common step count, the last step only
  /// as many as must.
  void move_up_to(std::uint64_t common, Levels image, std::uint64_t goal, LevelsOut witness) const {
    const WeightClasses classes = weights_.classes();
    const auto below = static_cast<std::uint32_t>(common - 1);
    std::uint64_t gained = 0;
    for (std::size_t i = 0; i < image.size(); ++i) {
      const std::int32_t weight = weights_.at(i);
      gained += std::uint64_t(std::abs(weight)) * std::min(cap_at(weight, image[i]), below);
    }
    move(image, witness, [&](std::uint32_t c, std::uint32_t cap) -> std::uint32_t {
      if (cap <= below) return cap;
      if (gained >= goal) return below;
      gained += classes.weight[c];
      return below + 1;
    });
  }

  CellPlan plan_;
  bool unit_;  ///< every nonzero |w| is 1: LevelCounts of caps
  SignedWeights weights_;
  PairCounts counts_;
};

}  // namespace

std::unique_ptr<ImageClass> image_class_of(Brightness, const CellJob& job) {
  return std::make_unique<HalfSpaceClass<Brightness>>(job, SignedWeights(job.plan.shape), true);
}

std::unique_ptr<ImageClass> image_class_of(HalfSpace, const CellJob& job) {
  return std::make_unique<HalfSpaceClass<HalfSpace>>(job, SignedWeights(job),
                                                     weight_rule(*job.config).unit());
}

}  // namespace brink
