// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "cuda/classifier/brightness/brightness.hpp"
#include "host/report/power_law.hpp"
#include "host/report/prediction.hpp"
#include "host/report/verdict.hpp"
#include "host/result/distances.hpp"

namespace brink {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

// How far the exponent at a finite n may be from its limit (docs/theory.md, "S2"): this is what
// rounding a distance of ten lattice steps to a whole step does over two octaves.
constexpr double finite_size = 0.02;

// An interval that is wider than this to either side shows nothing.
constexpr double widest = 0.1;

/// Whether n is large enough for the growth at p > 1 to be that of the limit. The pixels that move
/// in brightness (0.2 q <= n sqrt h) and in majority_bit (0.34 q) then move one step each.
bool asymptotic(const Shape& shape, double p) {
  return p <= 1 || shape.n * std::sqrt(shape.h) >= shape.levels() / 2.0;
}

class RateJudge {
 public:
  explicit RateJudge(const Evidence& evidence) : evidence_(evidence) {}

  RateVerdict judge() {
    for (std::size_t h = 0; h < evidence_.channels.size(); ++h) {
      for (std::size_t b = 0; b < evidence_.bit_depth.size(); ++b) {
        for (std::size_t p = 0; p < evidence_.p.size(); ++p) {
          for (std::size_t k = 0; k < evidence_.names.size(); ++k) fit({k, h, 0, b, p});
          add_most_robust({0, h, 0, b, p});
        }
      }
    }
    conclude();
    return std::move(verdict_);
  }

 private:
  bool usable(const EvidenceCell& cell) const {
    return cell.done && enough_images(cell.in_class, evidence_.exhaustive);
  }

  QuantileEstimate median(const EvidenceCell& cell, std::size_t p) const {
    return estimate_quantile(cell.tallies[p].least(), evidence_.p[p], cell.shape, 0.5,
                             evidence_.exhaustive);
  }

  void fit(const Place& place) {
    const double p = evidence_.p[place.p];
    RateVerdict::Exponent row{place, {}, theory_exponent(p), nan, nan};
    std::vector<LogPoint> points;
    for (std::size_t n = 0; n < evidence_.n.size(); ++n) {
      const EvidenceCell& cell = evidence_.cell(place.classifier, place.h, n, place.b);
      if (!usable(cell) || !asymptotic(cell.shape, p)) continue;
      const QuantileEstimate estimate = median(cell, place.p);
      if (!(estimate.distance.value > 0) || std::isinf(estimate.distance.value)) continue;
      points.push_back({std::log(cell.shape.n), std::log(estimate.unrounded), estimate.log_error});
      row.n.push_back(cell.shape.n);
    }
    if (points.size() >= 2) {
      const PowerLaw law = fit_power_law(points);
      row.exponent = law.exponent;
      row.half_width = interval_width * law.error;
      count(row, law.error);
    }
    verdict_.exponents.push_back(row);
  }

  void count(const RateVerdict::Exponent& row, double error) {
    const double gap = row.exponent - row.theory;
    const std::size_t group =
        (row.place.h * evidence_.bit_depth.size() + row.place.b) * evidence_.p.size() + row.place.p;
    if (group + 1 > reached_.size()) {
      reached_.resize(group + 1, false);
      testable_.resize(group + 1, false);
    }
    testable_[group] = true;
    if (row.half_width <= widest && std::abs(gap) <= row.half_width + finite_size) {
      reached_[group] = true;
    }
    // Brightness attains the rate, which is proved. So a file that denies it must be wrong.
    const bool attains = evidence_.types[row.place.classifier] == Brightness::type;
    if (attains && row.n.size() > 2 && std::abs(gap) > denial_width_ * error + 2 * finite_size) {
      ++denied_;
    }
  }

  /// The class with the largest median at the largest n that has any.
  void add_most_robust(Place place) {
    for (std::size_t n = evidence_.n.size(); n-- > 0;) {
      RateVerdict::MostRobust best;
      bool found = false;
      for (std::size_t k = 0; k < evidence_.names.size(); ++k) {
        const EvidenceCell& cell = evidence_.cell(k, place.h, n, place.b);
        if (!usable(cell)) continue;
        const Measured distance = median(cell, place.p).distance;
        if (found && !(distance.value > best.median.value)) continue;
        place.classifier = k;
        place.n = n;
        best.place = place;
        best.median = distance;
        found = true;
      }
      if (!found) continue;
      const EvidenceCell& cell = evidence_.cell(best.place.classifier, place.h, n, place.b);
      const MovedFractionBound bound(cell.shape, cell.coverage, evidence_.bounds->at(cell.shape));
      best.bound = radius_to_leave(bound, cell.shape, evidence_.p[place.p], 0.5);
      verdict_.most_robust.push_back(best);
      return;
    }
  }

  void conclude() {
    std::size_t testable = 0, reached = 0;
    for (std::size_t i = 0; i < testable_.size(); ++i) {
      testable += testable_[i] ? 1 : 0;
      reached += reached_[i] ? 1 : 0;
    }
    if (testable == 0) {
      verdict_.reason = fmt::format(
          "needs at least two finished sizes n with {} images in a class; for p > 1 with n sqrt(h) "
          ">= 2^b/2",
          least_images);
      return;
    }
    verdict_.reason = fmt::format(
        "at fixed b some class grows as n^(1/max(p,1)) within its interval and {} at {} of {} "
        "pairs of b and p",
        finite_size, reached, testable);
    verdict_.status = reached == testable ? Status::holds : Status::not_shown;
    if (denied_ == 0) return;
    verdict_.status = Status::contradicted;
    verdict_.reason +=
        fmt::format("; {} exponents of brightness, which attains it, deny it", denied_);
  }

  const Evidence& evidence_;
  std::vector<bool> testable_, reached_;
  std::size_t denied_ = 0;
  // As many exponents as a file can have.
  double denial_width_ = contradiction_width(
      std::max<std::size_t>(1, evidence_.names.size() * evidence_.channels.size() *
                                   evidence_.bit_depth.size() * evidence_.p.size()));
  RateVerdict verdict_;
};

}  // namespace

RateVerdict judge_rate(const Evidence& evidence) { return RateJudge(evidence).judge(); }

}  // namespace brink
