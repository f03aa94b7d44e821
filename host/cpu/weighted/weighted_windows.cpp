// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/cpu/weighted/weighted_windows.hpp"

#include <algorithm>
#include <cmath>

namespace brink {
namespace {

// The standard deviations that the windows cover. 3 images in 10^5 lie beyond them, and counting
// those a second time costs as much as a few dozen images.
constexpr double deviations = 4;
// A pixel that is counted by itself costs about as much as two that are not. Where every pixel is
// counted by itself, all cost that much. So windows pay as long as they count less than this
// share of the pixels.
constexpr double most_counted_share = 0.5;
// Windows of more pairs than pixels would cost more to clear than they save.
constexpr double least_pixels_per_pair = 1;

/// What the pixels of random images gain at prices and steps, on average.
class Expected {
 public:
  Expected(const CellJob& job, const std::vector<CostRule>& rules)
      : weight_(job.weight), size_(job.weight_size), levels_(job.plan.shape.levels()) {
    double squares = 0;
    for (std::size_t c = 0; c < weight_.size(); ++c) {
      const double weight = weight_[c];
      const auto size = static_cast<double>(size_[c]);
      pixels_ += size;
      reach_ += size * weight * top() / 2;
      squares += size * weight * weight;
    }
    goal_ = deviations * std::sqrt(squares * (levels_ * levels_ - 1) / 12);
    for (const CostRule& rule : rules) add(rule.norm);
  }

  double levels() const { return levels_; }
  double pixels() const { return pixels_; }
  double counted_pixels(WeightedWindows windows) const {
    double whole = 0;
    for (std::size_t c = windows.whole; c < size_.size(); ++c)
      whole += static_cast<double>(size_[c]);
    return whole + (pixels_ - whole) * windows.low / levels_;
  }

  /// Whether the classes from `whole` on suffice for every p <= 1. They do if their gain reaches
  /// the goal before the best pixel of the next class would be taken. That pixel is taken soonest
  /// at p = 0.
  bool heavy_enough(std::size_t whole) const {
    if (whole == 0) return true;
    double gained = 0;
    double taken = 0;
    for (std::size_t c = whole; c < weight_.size() && largest_first_; ++c) {
      const double rivals = std::floor(top() * weight_[whole - 1] / weight_[c]);
      const double share = (top() - rivals) / levels_;
      taken += static_cast<double>(size_[c]) * share;
      gained += static_cast<double>(size_[c]) * weight_[c] * share * (top() + rivals + 1) / 2;
    }
    // The number of pixels taken fluctuates by about its square root.
    if (largest_first_ && gained * (1 - deviations / std::sqrt(taken + 1)) < goal_) return false;
    double caps = 0;
    for (std::size_t c = whole; c < weight_.size() && heaviest_first_; ++c) {
      caps += static_cast<double>(size_[c]) * weight_[c] * top() / 2;
    }
    constexpr double fluctuation = 0.9;  // for a sum of a great many uniform caps
    return !heaviest_first_ || caps * fluctuation >= goal_;
  }

  /// The caps below which the other classes must be counted for every p > 1.
  std::uint32_t low(std::size_t whole) const {
    if (whole == 0) return 0;
    double most = 0;
    for (const Spread& spread : spreads_) {
      most = std::max(most, steps_at(spread, spread.price, weight_[whole - 1]));
    }
    return static_cast<std::uint32_t>(most);
  }

 private:
  /// A p > 1, and the price (cost per gain) up to which steps are taken.
  struct Spread {
    double p;
    double price = 0;
  };

  double top() const { return levels_ - 1; }

  void add(Norm norm) {
    if (norm.p < 1) largest_first_ = true;
    if (norm.p == 1) heaviest_first_ = true;
    if (norm.p <= 1) return;
    if (levels_ == 2) {  // a pixel has one step: the heaviest that can move, as at p = 1
      if (!std::isinf(norm.p)) heaviest_first_ = true;
      return;
    }
    // One step is enough, and the reach shows it (WeightedSteps::common_steps).
    if (std::isinf(norm.p) && reach_ >= goal_ * top()) return;
    Spread spread{norm.p};
    double low = 0;
    double high = 1;
    while (gain(spread, high) < goal_ && high < largest_price) high *= 2;
    constexpr double precision = 1e-3;
    while (high - low > precision * high) {
      const double middle = (low + high) / 2;
      (gain(spread, middle) < goal_ ? low : high) = middle;
    }
    spread.price = high;
    spreads_.push_back(spread);
  }

  /// The steps that a pixel takes at a price: the last one costs j^p - (j-1)^p <= price * weight.
  /// At p = inf the price itself is the number of steps.
  double steps_at(const Spread& spread, double price, double weight) const {
    if (std::isinf(spread.p)) return std::min(std::floor(price), top());
    if (price * weight < 1) return 0;  // the first step costs more
    double low = 1;
    double high = top();
    while (low < high) {
      const double middle = std::ceil((low + high) / 2);
      const double cost = std::pow(middle, spread.p) - std::pow(middle - 1, spread.p);
      (cost <= price * weight ? low : high) = cost <= price * weight ? middle : middle - 1;
    }
    return low;
  }

  double gain(const Spread& spread, double price) const {
    double total = 0;
    for (std::size_t c = 0; c < weight_.size(); ++c) {
      const double steps = steps_at(spread, price, weight_[c]);
      // mean of min(cap, steps) of a uniform cap
      const double mean = steps - steps * (steps + 1) / (2 * levels_);
      total += static_cast<double>(size_[c]) * weight_[c] * mean;
    }
    return total;
  }

  static constexpr double largest_price = 1e300;

  const std::vector<std::uint32_t>& weight_;
  const std::vector<std::uint64_t>& size_;
  double levels_;
  double pixels_ = 0;
  double reach_ = 0;  ///< mean over random images
  double goal_ = 0;
  bool largest_first_ = false;
  bool heaviest_first_ = false;
  std::vector<Spread> spreads_;
};

}  // namespace

std::optional<WeightedWindows> weighted_windows(const CellJob& job,
                                                const std::vector<CostRule>& rules) {
  const Expected expected(job, rules);
  std::optional<WeightedWindows> best;
  double fewest = most_counted_share * expected.pixels();
  for (std::size_t whole = job.weight.size() + 1; whole-- > 1;) {
    const WeightedWindows windows{static_cast<std::uint32_t>(whole), expected.low(whole)};
    const double pairs = static_cast<double>(job.weight.size() - whole) * expected.levels() +
                         static_cast<double>(whole) * windows.low;
    if (pairs * least_pixels_per_pair > expected.pixels()) continue;
    const double counted = expected.counted_pixels(windows);
    if (counted >= fewest || !expected.heavy_enough(whole)) continue;
    fewest = counted;
    best = windows;
  }
  return best;
}

}  // namespace brink
