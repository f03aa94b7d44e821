// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <boost/math/special_functions/beta.hpp>
#include <cmath>

#include "host/count_of.hpp"
#include "host/report/verdict.hpp"
#include "host/result/distances.hpp"

namespace brink {
namespace {

// Where shares are exact, a comparison leaves this relative room, which is the error of the bound
// itself.
constexpr double exact_tolerance = 1e-9;

/// P(Binomial(images, robust) >= stayed): the probability that so many images stay if the class
/// attains the bound. For every other class the probability is smaller.
double probability_of(std::uint64_t stayed, std::uint64_t images, double robust) {
  if (stayed == 0) return 1;
  if (robust <= 0) return 0;
  return boost::math::ibeta(static_cast<double>(stayed), static_cast<double>(images - stayed) + 1,
                            robust);
}

bool exceeds(std::uint64_t stayed, std::uint64_t images, double robust) {
  return static_cast<double>(stayed) >
         static_cast<double>(images) * robust * (1 + exact_tolerance) + exact_tolerance;
}

class BoundJudge {
 public:
  explicit BoundJudge(const Evidence& evidence) : evidence_(evidence) {}

  BoundVerdict judge() {
    compare_all();
    find_violations();
    for (std::size_t h = 0; h < evidence_.channels.size(); ++h) {
      for (std::size_t b = 0; b < evidence_.bit_depth.size(); ++b) {
        for (std::size_t p = 0; p < evidence_.p.size(); ++p) add_unit_scale(h, b, p);
      }
    }
    conclude();
    return std::move(verdict_);
  }

 private:
  struct Comparison {
    Place place;
    std::size_t point;
    double probability;
  };

  void compare_all() {
    for (std::size_t k = 0; k < evidence_.names.size(); ++k) {
      for (std::size_t h = 0; h < evidence_.channels.size(); ++h) {
        for (std::size_t n = 0; n < evidence_.n.size(); ++n) {
          for (std::size_t b = 0; b < evidence_.bit_depth.size(); ++b) {
            const EvidenceCell& cell = evidence_.cell(k, h, n, b);
            if (cell.done && cell.in_class > 0) compare(Place{k, h, n, b, 0}, cell);
          }
        }
      }
    }
  }

  template <class Visit>
  void for_each_cell(std::size_t h, std::size_t b, Visit visit) {
    for (std::size_t k = 0; k < evidence_.names.size(); ++k) {
      for (std::size_t n = 0; n < evidence_.n.size(); ++n) {
        const EvidenceCell& cell = evidence_.cell(k, h, n, b);
        if (cell.done && cell.in_class > 0) visit(Place{k, h, n, b, 0}, cell);
      }
    }
  }

  /// An upper bound on the probability that so many images stay by chance. Where a run looked at
  /// its images to end a cell, 1/M (docs/theory.md) bounds it at every moment.
  double chance_of(std::uint64_t stayed, std::uint64_t images, double robust) const {
    const double one_look = probability_of(stayed, images, robust);
    const bool more = static_cast<double>(stayed) > robust * static_cast<double>(images);
    if (!evidence_.sequence || !more || !(robust > 0)) return one_look;
    const double any_time = std::exp(-evidence_.sequence->log_martingale(stayed, images, robust));
    return std::max(one_look, std::min(1.0, any_time));
  }

  /// Every point where the bound claims something.
  void compare(Place place, const EvidenceCell& cell) {
    const std::size_t before = comparisons_.size();
    for (std::size_t i = 0; i < cell.robust_bound.size(); ++i) {
      const double robust = cell.robust_bound[i];
      if (!(robust < 1)) continue;
      place.p = i / evidence_.radii;
      const std::uint64_t stayed = cell.in_class - cell.moved_possible[i];
      const double probability = evidence_.exhaustive
                                     ? (exceeds(stayed, cell.in_class, robust) ? 0 : 1)
                                     : chance_of(stayed, cell.in_class, robust);
      comparisons_.push_back({place, i, probability});
    }
    if (comparisons_.size() > before) ++verdict_.cells;
  }

  /// The comparisons share the risk of the verdict, so all of them together raise a false alarm
  /// with that probability at most.
  void find_violations() {
    verdict_.comparisons = comparisons_.size();
    if (comparisons_.empty()) return;
    const double limit = verdict_risk / static_cast<double>(comparisons_.size());
    verdict_.violations = static_cast<std::size_t>(
        std::count_if(comparisons_.begin(), comparisons_.end(),
                      [limit](const Comparison& c) { return c.probability < limit; }));
    const Comparison& least = *std::min_element(
        comparisons_.begin(), comparisons_.end(),
        [](const Comparison& a, const Comparison& b) { return a.probability < b.probability; });
    const EvidenceCell& cell =
        evidence_.cell(least.place.classifier, least.place.h, least.place.n, least.place.b);
    const std::size_t points = evidence_.p.size() * evidence_.radii;
    verdict_.tightest = {least.place, evidence_.radius[least.place.n * points + least.point],
                         1 - cell.robust_bound[least.point],
                         estimate_share(cell.moved_possible[least.point], cell.in_class,
                                        evidence_.exhaustive, evidence_.sequence),
                         least.probability};
  }

  /// The least share, over all classes and sizes, that is moved within r = n^(1/max(p,1)).
  void add_unit_scale(std::size_t h, std::size_t b, std::size_t p) {
    BoundVerdict::AtUnitScale least;
    bool found = false;
    for_each_cell(h, b, [&](Place place, const EvidenceCell& cell) {
      place.p = p;
      const double norm = evidence_.p[p];
      const double radius = scaled_radius(1, norm, cell.shape.n);
      const std::uint64_t moved = Distances(cell.tallies[p].upper, norm, cell.shape).within(radius);
      const double share = static_cast<double>(moved) / static_cast<double>(cell.in_class);
      if (found && !(share < least.moved.value)) return;
      const MovedFractionBound bound(cell.shape, cell.coverage, evidence_.bounds->at(cell.shape));
      least = {place, radius, bound(norm, radius).moved,
               estimate_share(moved, cell.in_class, evidence_.exhaustive, evidence_.sequence)};
      found = true;
    });
    if (found) verdict_.unit_scale.push_back(least);
  }

  void conclude() {
    if (verdict_.comparisons == 0) {
      verdict_.reason =
          "needs a finished cell with images in its class, and a radius at which a bound "
          "is above 0";
      return;
    }
    verdict_.status = verdict_.violations == 0 ? Status::holds : Status::contradicted;
    verdict_.reason =
        fmt::format("{} of {} in {} below the bound of every class (false alarm {:g})",
                    verdict_.violations, count_of(verdict_.comparisons, "comparison"),
                    count_of(verdict_.cells, "cell"), evidence_.exhaustive ? 0 : verdict_risk);
  }

  const Evidence& evidence_;
  std::vector<Comparison> comparisons_;
  BoundVerdict verdict_;
};

}  // namespace

const char* status_name(Status status) {
  switch (status) {
    case Status::holds:
      return "holds";
    case Status::contradicted:
      return "contradicted";
    case Status::not_shown:
      return "not shown";
    case Status::not_testable:
      break;
  }
  return "not testable";
}

BoundVerdict judge_tails(const Evidence& evidence) {
  BoundVerdict verdict;
  verdict.tails = evidence.tails;
  for (const EvidenceTail& tail : evidence.tails) {
    if (!(tail.bound < 1)) continue;
    ++verdict.comparisons;
    if (tail.certain > tail.bound * (1 + exact_tolerance)) ++verdict.violations;
  }
  verdict.cells = evidence.tails.size();
  if (verdict.comparisons == 0) {
    verdict.reason =
        "needs a class whose strata all have images, and a radius where the bound is below 1";
    return verdict;
  }
  verdict.status = verdict.violations == 0 ? Status::holds : Status::contradicted;
  verdict.reason = fmt::format(
      "{} of {} shares that need more than c n^(1/max(p,1)), c = 1, 2, 4, certainly above the "
      "bound "
      "of every class (false alarm {:g})",
      verdict.violations, verdict.comparisons, verdict_risk);
  return verdict;
}

BoundVerdict judge_bound(const Evidence& evidence) { return BoundJudge(evidence).judge(); }

}  // namespace brink
