// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstdint>

#include "cuda/costs.hpp"
#include "cuda/hd.hpp"
#include "cuda/hd_called.hpp"
#include "cuda/norm.hpp"

namespace brink {

/// Whether gain / cost, rounded to a double, is at least `bound`; all are above 0. A device takes
/// many times as long for a division as for the fused multiplication, whose sign is exact; only
/// quotients that round to the bound itself or next to it are left to the division.
BRINK_HD inline bool quotient_reaches(double gain, double cost, double bound) {
  constexpr double close = 1.0 / (std::uint64_t{1} << 50);
  const double missing = fma(bound, cost, -gain);
  if (missing <= 0) return true;
  return missing <= close * gain && gain / cost >= bound;
}

/// One kind of items that the greedy choice takes one by one. For p < 1 an item is a pixel of
/// this weight that moves all `size` steps it can. For p > 1 it is the pixel's step number
/// `size`. At p = 1, where all steps of a weight are alike, it is any step (`size` 1).
struct StepKind {
  std::uint32_t weight = 0;
  std::uint32_t size = 0;

  BRINK_HD friend bool operator==(const StepKind& a, const StepKind& b) {
    return a.weight == b.weight && a.size == b.size;
  }
};

/// The items of a half-space's pixels at one finite p, and their order by gain over cost
/// (docs/spec/classes.md#distances). `density` is that ratio as a double. It is a correctly
/// rounded quotient and therefore never contradicts the exact order of `before`.
template <class Costs>
class StepItems {
 public:
  using Value = typename Costs::Value;
  enum class Form { pixels, any_steps, numbered_steps };

  BRINK_HD StepItems(const Costs& costs, Norm norm)
      : costs_(costs),
        form_(norm.p < 1   ? Form::pixels
              : norm.p > 1 ? Form::numbered_steps
                           : Form::any_steps) {}

  BRINK_HD Form form() const { return form_; }
  BRINK_HD const Costs& costs() const { return costs_; }
  BRINK_HD std::uint64_t gain(const StepKind& kind) const {
    return form_ == Form::pixels ? std::uint64_t{kind.weight} * kind.size : kind.weight;
  }
  BRINK_HD Value cost(const StepKind& kind) const {
    return form_ == Form::numbered_steps ? costs_.step(kind.size) : costs_.power(kind.size);
  }
  BRINK_HD double density(const StepKind& kind) const {
    const auto gained = static_cast<double>(gain(kind));
    return kind.size == 1 ? gained : gained / Costs::approximate(cost(kind));
  }
  /// Whether density(kind) >= bound.
  BRINK_HD bool reaches(const StepKind& kind, double bound) const {
#ifdef __CUDA_ARCH__
    const auto gained = static_cast<double>(gain(kind));
    return quotient_reaches(gained, Costs::approximate(cost(kind)), bound);
#else
    return density(kind) >= bound;  // where fma may be a function, a division is quicker
#endif
  }
  /// The density of a kind where it is at least `low`, which is above 0; otherwise 0.
  BRINK_HD double density_from(const StepKind& kind, double low) const {
#ifdef __CUDA_ARCH__
    return reaches(kind, low) ? density(kind) : 0;
#else
    const double own = density(kind);
    return own >= low ? own : 0;
#endif
  }
  /// The highest density that a kind can have at weights up to `most_weight` and q levels.
  BRINK_HD double most_density(std::uint32_t most_weight, std::uint32_t top_level) const {
    return density({most_weight, form_ == Form::pixels ? top_level : 1});
  }

  /// Whether a is taken before b. Among equal ratios the larger weight goes first.
  BRINK_HD_CALLED bool before(const StepKind& a, const StepKind& b) const {
    const int sign = Costs::compare(cost(a), gain(a), cost(b), gain(b));
    if (sign != 0) return sign < 0;
    return a.weight != b.weight ? a.weight > b.weight : a.size < b.size;
  }

  /// The steps that a pixel takes if all its items of at least this density are taken.
  BRINK_HD_CALLED std::uint32_t steps_above(std::uint32_t weight, std::uint32_t cap,
                                            double bound) const {
    if (weight == 0 || cap == 0) return 0;
    switch (form_) {
      case Form::pixels:
        return reaches({weight, cap}, bound) ? cap : 0;
      case Form::any_steps:
        return weight >= bound ? cap : 0;
      case Form::numbered_steps:
        break;
    }
    if (weight < bound) return 0;
    std::uint32_t taken = 1;  // the first one costs 1
    std::uint32_t not_taken = 2;
    while (not_taken <= cap && reaches({weight, not_taken}, bound)) {
      taken = not_taken;
      not_taken *= 2;
    }
    if (not_taken > cap) not_taken = cap + 1;
    while (taken + 1 < not_taken) {
      const std::uint32_t middle = taken + (not_taken - taken) / 2;
      (reaches({weight, middle}, bound) ? taken : not_taken) = middle;
    }
    return taken;
  }

  /// Calls visit(kind, how many of them, their density) for the items of a pixel that have a
  /// density in [low, high).
  template <class Visit>
  BRINK_HD void each_between(std::uint32_t weight, std::uint32_t cap, double low, double high,
                             const Visit& visit) const {
    if (weight == 0 || cap == 0) return;
    if (form_ != Form::numbered_steps) {
      const bool whole = form_ == Form::pixels;
      const StepKind kind{weight, whole ? cap : 1};
      const double own = density_from(kind, low);
      if (own > 0 && own < high) visit(kind, whole ? 1 : cap, own);
      return;
    }
    if (weight < low) return;  // not even the first step, which costs 1
    std::uint32_t step = weight < high ? 1 : steps_above(weight, cap, high) + 1;
    for (; step <= cap; ++step) {
      const StepKind kind{weight, step};
      const double own = density_from(kind, low);
      if (own == 0) return;
      visit(kind, 1u, own);
    }
  }

 private:
  const Costs& costs_;
  Form form_;
};

}  // namespace brink
