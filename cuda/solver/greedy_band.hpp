// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include "cuda/solver/alone.hpp"
#include "cuda/solver/step_items.hpp"

namespace brink {

/// Words of scratch for the search for the end of a greedy choice.
inline constexpr std::size_t greedy_scratch_words = 2 * 512;

/// Where the greedy choice of items ends: the items of density `high` or more do not reach the
/// goal, and those of density `low` or more do. Passes over the pixels find both densities with
/// no memory except a few counters. They first halve `low`, then bisect, then count the items
/// between in buckets of density and go on with the bucket that matters.
///
/// `Pixels` has each(visit), which calls visit(weight, cap, how many such pixels) size() times, and
/// most_weight(), which no weight exceeds. Where several search together, each() calls it for the
/// share of each member of the Worker.
template <class Costs, class Pixels, class Worker>
class GreedyBand {
 public:
  /// Needs a goal >= 1 within reach, and greedy_scratch_words of scratch.
  BRINK_HD GreedyBand(const StepItems<Costs>& items, const Pixels& pixels, std::uint64_t goal,
                      std::uint32_t top_level, std::uint64_t* scratch)
      : items_(items), pixels_(pixels), goal_(goal), gains_(scratch), counts_(scratch + buckets) {
    static_assert(buckets % Worker::size == 0);
    find_low(items.most_density(pixels.most_weight(), top_level));
    bisect();
    for (std::uint32_t round = 0; round < most_rounds && between_ > few && narrow(); ++round) {
    }
  }

  BRINK_HD double low() const { return low_; }
  BRINK_HD double high() const { return high_; }
  /// The gain of all items of density high() or more. It is less than the goal.
  BRINK_HD std::uint64_t gain_above() const { return above_.gain; }

 private:
  static constexpr std::size_t buckets = greedy_scratch_words / 2;
  static constexpr std::uint64_t few = 4;  ///< so few items are as quick one by one
  /// Each round divides the band by the number of buckets, so six rounds use up the digits of a
  /// double.
  static constexpr std::uint32_t most_rounds = 6;
  static constexpr double lowering = 4;
  /// Bisection does not list the items, so it goes first where pixels have many items.
  static constexpr std::uint64_t most_listed = 16;  ///< besides one a pixel

  struct Sum {
    std::uint64_t gain = 0;
    std::uint64_t items = 0;
  };

  BRINK_HD_CALLED Sum from(double bound) const {
    Sum sum;
    const bool numbered = items_.form() == StepItems<Costs>::Form::numbered_steps;
    pixels_.each([&](std::uint32_t weight, std::uint32_t cap, std::uint64_t count) {
      const std::uint32_t steps = items_.steps_above(weight, cap, bound);
      if (steps == 0) return;
      sum.gain += count * weight * steps;
      sum.items += numbered ? steps : 1;
    });
    return {Worker::sum(sum.gain), Worker::sum(sum.items)};
  }

  BRINK_HD void find_low(double most) {
    high_ = 2 * most;
    for (low_ = most / lowering;; low_ /= lowering) {
      const Sum sum = from(low_);
      if (sum.gain >= goal_) {
        between_ = sum.items - above_.items;
        return;
      }
      high_ = low_;
      above_ = sum;
    }
  }

  BRINK_HD void bisect() {
    while (between_ > most_listed + pixels_.size()) {
      const double middle = low_ + (high_ - low_) / 2;
      if (!(low_ < middle && middle < high_)) return;
      const Sum sum = from(middle);
      if (sum.gain >= goal_) {
        low_ = middle;
        between_ = sum.items - above_.items;
      } else {
        between_ -= sum.items - above_.items;
        high_ = middle;
        above_ = sum;
      }
    }
  }

  BRINK_HD double bound(std::size_t bucket) const {
    if (bucket == buckets) return high_;
    return low_ + static_cast<double>(bucket) * ((high_ - low_) / static_cast<double>(buckets));
  }
  /// The bucket with bound(bucket) <= density < bound(bucket + 1).
  BRINK_HD std::size_t bucket_of(double density, double per_density) const {
    auto bucket = static_cast<std::size_t>((density - low_) * per_density);
    if (bucket >= buckets) bucket = buckets - 1;
    while (density < bound(bucket)) --bucket;
    while (density >= bound(bucket + 1)) ++bucket;
    return bucket;
  }

  /// Returns false where the band is as narrow as doubles allow.
  BRINK_HD_CALLED bool narrow() {
    const double per_density = static_cast<double>(buckets) / (high_ - low_);
    if (!(bound(1) > low_) || !(bound(buckets - 1) < high_)) return false;
    for (std::size_t bucket = Worker::rank(); bucket < buckets; bucket += Worker::size) {
      gains_[bucket] = counts_[bucket] = 0;
    }
    Worker::sync();
    pixels_.each([&](std::uint32_t weight, std::uint32_t cap, std::uint64_t count) {
      items_.each_between(weight, cap, low_, high_,
                          [&](const StepKind& kind, std::uint32_t many, double density) {
                            const std::size_t bucket = bucket_of(density, per_density);
                            Worker::add(gains_[bucket], count * many * items_.gain(kind));
                            Worker::add(counts_[bucket], 1);
                          });
    });
    Worker::sync();
    const std::size_t bucket = last_bucket();
    between_ = counts_[bucket];
    Worker::sync();  // before they are cleared again
    const double low = bound(bucket);
    high_ = bound(bucket + 1);
    low_ = low;
    return true;
  }

  /// The bucket in which the goal is reached, from above. Adds the gains of those before it.
  BRINK_HD std::size_t last_bucket() {
    std::size_t end = buckets;
    for (;; end -= Worker::size) {  // as many buckets at a time as there are members
      const std::uint64_t own = gains_[end - 1 - Worker::rank()];
      const std::uint64_t all = Worker::sum(own);
      if (above_.gain + all < goal_) {
        above_.gain += all;
        continue;
      }
      for (std::uint32_t member = 0;; ++member) {
        const std::uint64_t gain = Worker::from(own, member);
        if (above_.gain + gain >= goal_) return end - 1 - member;
        above_.gain += gain;
      }
    }
  }

  const StepItems<Costs>& items_;
  const Pixels& pixels_;
  std::uint64_t goal_;
  std::uint64_t* gains_;   ///< [bucket]
  std::uint64_t* counts_;  ///< [bucket] number of items
  double low_ = 0;
  double high_ = 0;
  Sum above_;
  std::uint64_t between_ = 0;  ///< number of items of density in [low, high)
};

}  // namespace brink
