// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/theory/rounded_moves.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace brink {
namespace {

// At either end of the range, in so many intervals [m, m+1] of delta the maximum is taken exactly.
constexpr double first_exact = 16;
constexpr double last_exact = 8;

// Steps of searches. Fewer steps give a weaker bound, and never a wrong one.
constexpr int slope_steps = 6;
constexpr int tilt_steps = 4;
constexpr int most_widenings = 40;

// This exceeds what rounding of doubles can take where a bound is attained.
constexpr double rounding_slack = 1 + 1e-12;

// A part of a pixel below this counts as none.
constexpr double least_part = 1e-300;

/// The intervals [m, m+1] of delta that are taken exactly, the same at every tilt.
class Intervals {
 public:
  struct Ends {
    double m, low, high;  // and m^p, (m+1)^p
  };

  Intervals(double p, double largest)
      : last_(std::max(first_exact, std::ceil(largest) - last_exact)) {
    const auto add = [&](double m) { ends_.push_back({m, std::pow(m, p), std::pow(m + 1, p)}); };
    for (double m = 0; m < std::min(std::ceil(largest), first_exact); ++m) add(m);
    for (double m = last_; m < std::ceil(largest); ++m) add(m);
  }
  const std::vector<Ends>& exact() const { return ends_; }
  /// Where the last of these intervals begin. It is first_exact if no other interval lies between.
  double last() const { return last_; }

 private:
  double last_;
  std::vector<Ends> ends_;
};

/// psi(d) = ln E exp(l a^p) of a pixel moved by d on average.
class OnePixel {
 public:
  OnePixel(double p, double largest, const Intervals& intervals)
      : p_(p), largest_(largest), last_(intervals.last()), intervals_(intervals) {}

  void tilt(double tilt) {
    tilt_ = tilt;
    exact_.clear();
    for (const Intervals::Ends& ends : intervals_.exact()) {
      const double low = tilt * ends.low, rise = tilt * ends.high - low;
      const double ratio = std::expm1(rise);
      exact_.push_back({ends.m, low, rise, ratio, 1 / ratio, std::log1p(ratio)});
    }
  }

  struct Maximum {
    double value, square;  // of psi(d) - k d^2, and d^2 where it lies
  };

  /// sup over 0 <= d <= largest of psi(d) - k d^2.
  Maximum highest(double k) const {
    Maximum best{0, 0};  // d = 0
    const double twice_inverse = 2 / k;
    for (const Ends& ends : exact_) raise(best, on_interval(ends, k, twice_inverse));
    if (last_ > first_exact) {
      if (p_ < 2) {
        raise(best, concave_middle(last_, k));
      } else {
        raise(best, {smooth(first_exact, k), first_exact * first_exact});
        raise(best, {smooth(last_, k), last_ * last_});
      }
    }
    return best;
  }

 private:
  /// ln A at m, ln(B/A) at m + 1, g = B/A - 1, 1/g and ln(1 + g).
  struct Ends {
    double m, low, rise, ratio, inverse, log_ratio;
  };

  static void raise(Maximum& best, const Maximum& other) {
    if (other.value > best.value) best = other;
  }

  /// In [m, m+1], ln((1-f) A + f B) - k (m+f)^2 is concave in f; its derivative is 0
  /// where f solves a quadratic equation. In nearly all intervals it lies at an end.
  Maximum on_interval(const Ends& ends, double k, double twice_inverse) const {
    const double m = ends.m, g = ends.inverse;
    const double root = std::sqrt((g - m) * (g - m) + twice_inverse);
    const double f = std::clamp((root - (g + m)) / 2, 0.0, std::min(1.0, largest_ - m));
    // ln(1 + f (B/A - 1)), where B/A overflows too.
    const double grown = std::isinf(ends.ratio)
                             ? std::max(0.0, ends.rise + std::log(std::max(f, least_part)))
                         : f == 0 ? 0
                         : f == 1 ? ends.log_ratio
                                  : std::log1p(f * ends.ratio);
    return {ends.low + grown - k * (m + f) * (m + f), (m + f) * (m + f)};
  }

  /// An upper bound on psi(d) - k d^2 for first_exact <= d. On average a^p exceeds d^p by at most p
  /// (p-1)/8 times the largest x^(p-2). Its range is c <= p (d+1)^(p-1), so Hoeffding's lemma adds
  /// l^2 c^2/8. The bound is convex in d^2 for p >= 2 and concave for p < 2.
  double smooth(double d, double k) const {
    const double widened = p_ < 2 ? d + 1 : d * (1 + 1 / first_exact);
    // For 2 <= p < 4 the power would be concave, so its value at the end is taken.
    const double curved = p_ < 2 ? first_exact : p_ < 4 ? largest_ + 1 : widened;
    const double range = tilt_ * p_ * std::pow(widened, p_ - 1);
    return tilt_ * std::pow(d, p_) + tilt_ * p_ * (p_ - 1) / 8 * std::pow(curved, p_ - 2) +
           range * range / 8 - k * d * d;
  }

  /// Derivative of `smooth` with respect to d^2, for p < 2.
  double smooth_slope(double d, double k) const {
    const double range = tilt_ * p_ * std::pow(d + 1, p_ - 1);
    return tilt_ * p_ / 2 * std::pow(d, p_ - 2) + range * range / 8 * (p_ - 1) / ((d + 1) * d) - k;
  }

  /// For p < 2 the tangent at the left end of an interval that holds the maximum lies above the
  /// bound.
  Maximum concave_middle(double last, double k) const {
    double low = first_exact, high = last;
    if (smooth_slope(low, k) > 0) {
      for (int i = 0; i < most_widenings; ++i) {
        const double middle = (low + high) / 2;
        (smooth_slope(middle, k) > 0 ? low : high) = middle;
      }
    } else {
      high = low;
    }
    const double tangent = std::max(smooth_slope(low, k), 0.0) * (high * high - low * low);
    return {smooth(low, k) + tangent, low * low};
  }

  double p_, largest_, last_, tilt_ = 0;
  const Intervals& intervals_;
  std::vector<Ends> exact_;
};

class Search {
 public:
  Search(double pixels, double top, double p, double radius, double log_odds)
      : pixels_(pixels),
        p_(p),
        square_(radius * radius),
        largest_(std::min(radius, top)),
        log_odds_(log_odds),
        intervals_(p, largest_),
        pixel_(p, largest_, intervals_) {
    const double mean = square_ / pixels_;
    const double even = std::pow(mean, mean < 1 ? -0.5 : p / 2 - 1);
    slope_ = std::max(even, std::pow(largest_, p - 2));
  }

  /// The search looks for the slope at which the mean of d^2 crosses rho^2/N. T is convex in the
  /// slope.
  RoundedMoves at_tilt(double tilt) {
    pixel_.tilt(tilt);
    const double mean = square_ / pixels_;
    // Slopes are nearly proportional to tilts.
    double low = tilt * slope_ / 1.25, high = tilt * slope_ * 1.25;
    OnePixel::Maximum at_low = pixel_.highest(low), at_high = pixel_.highest(high);
    for (int i = 0; i < most_widenings && !(at_low.square > mean); ++i) {
      high = std::exchange(low, low / 4);
      at_high = std::exchange(at_low, pixel_.highest(low));
    }
    for (int i = 0; i < most_widenings && at_high.square > mean; ++i) {
      low = std::exchange(high, high * 4);
      at_low = std::exchange(at_high, pixel_.highest(high));
    }
    for (int i = 0; i < slope_steps; ++i) {
      // The search halves the interval, or goes where the tangents at its ends meet: T may have its
      // kink there.
      double middle = std::sqrt(low * high);
      const double meeting =
          (at_low.value - at_high.value + at_low.square * low - at_high.square * high) /
          (at_low.square - at_high.square);
      if (i % 2 == 1 && meeting > low && meeting < high) middle = meeting;
      const OnePixel::Maximum at = pixel_.highest(middle);
      if (at.square > mean) {
        low = middle;
        at_low = at;
      } else {
        high = middle;
        at_high = at;
      }
    }
    const RoundedMoves a = made(tilt, low, at_low.value), b = made(tilt, high, at_high.value);
    const RoundedMoves least = a.at(square_) < b.at(square_) ? a : b;
    slope_ = least.slope;
    return least;
  }

  RoundedMoves best() {
    // T is convex in 1/l. The search walks downhill, and then shrinks the bracket.
    constexpr double golden = 0.6180339887498949, stride = 3;
    double middle = guess();
    RoundedMoves at = at_tilt(middle);
    double factor = stride;
    RoundedMoves next = at_tilt(middle * factor);
    if (!(value(next) < value(at))) {
      factor = 1 / stride;
      next = at_tilt(middle * factor);
    }
    for (int i = 0; i < most_widenings && value(next) < value(at); ++i) {
      at = next;
      middle *= factor;
      next = at_tilt(middle * factor);
    }
    double low = std::log(middle / stride), high = std::log(middle * stride);
    double a = high - golden * (high - low), b = low + golden * (high - low);
    RoundedMoves at_a = at_tilt(std::exp(a)), at_b = at_tilt(std::exp(b));
    for (int i = 0; i < tilt_steps; ++i) {
      if (value(at_a) < value(at_b)) {
        high = std::exchange(b, a);
        at_b = at_a;
        a = high - golden * (high - low);
        at_a = at_tilt(std::exp(a));
      } else {
        low = std::exchange(a, b);
        at_a = at_b;
        b = low + golden * (high - low);
        at_b = at_tilt(std::exp(b));
      }
    }
    for (const RoundedMoves& other : {at_a, at_b}) {
      if (value(other) < value(at)) at = other;
    }
    return at;
  }

 private:
  /// @param highest of one pixel, at this tilt and slope k
  RoundedMoves made(double tilt, double k, double highest) const {
    return {k / tilt * rounding_slack, (pixels_ * highest + log_odds_) / tilt * rounding_slack};
  }
  double value(const RoundedMoves& moves) const { return moves.at(square_); }

  /// sqrt(2 ln(1/e) / variance), if the moves were even.
  double guess() const {
    const double d = std::sqrt(square_ / pixels_), m = std::floor(d);
    const double range = std::pow(m + 1, p_) - std::pow(m, p_);
    const double spread = std::min(std::max(d, 0.01), 0.25);
    double variance = pixels_ * spread * range * range;
    if (p_ > 2) variance = std::max(variance, std::pow(p_ * std::pow(largest_, p_ - 1), 2) / 4);
    return std::sqrt(2 * log_odds_ / variance);
  }

  double pixels_, p_, square_, largest_, log_odds_;
  Intervals intervals_;
  OnePixel pixel_;
  double slope_;  // k/l, last found
};

}  // namespace

RoundedMoves RoundedMoves::least(double pixels, std::uint32_t top, double p, double radius,
                                 double log_odds) {
  return Search(pixels, top, p, radius, log_odds).best();
}

}  // namespace brink
