// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/result/tables/tables.hpp"

#include <compare>
#include <map>
#include <optional>
#include <stdexcept>
#include <tuple>
#include <utility>

#include "host/result/distances.hpp"
#include "host/result/tables/exact_curve.hpp"
#include "host/result/tables/interval_method.hpp"
#include "host/result/tables/tail.hpp"
#include "host/theory/bounds.hpp"
#include "host/theory/shape_bounds.hpp"

namespace brink {

/// Fills the tables cell by cell, in the order of the sweep: every vector grows
/// by this cell's part.
class TableMaker::Builder {
 public:
  explicit Builder(const Results& results)
      : results_(results),
        config_(results.config),
        exhaustive_(config_.sampler == Sampler::exhaustive),
        intervals_(config_),
        places_(config_.p.size()),
        places_lower_(config_.p.size()) {}

  Tables next(std::size_t cells) {
    tables_ = {};
    for (const std::uint32_t n : config_.n) add_radii(n);
    if (index_ == 0 && config_.tilted()) {
      for (const std::size_t first : first_strata(config_)) add_class(first);
    }
    for (; cells > 0; --cells) {
      const CellResult& cell = results_.cells.at(index_);
      if (cell.begun()) {
        add(cell, cell_classifier(config_, index_), cell_shape(config_, index_));
      } else {
        add_missing();
      }
      ++index_;
    }
    return std::move(tables_);
  }

 private:
  void add_radii(std::uint32_t n) {
    for (const double p : config_.p) {
      for (const double radius : config_.radius)
        tables_.radius.push_back(radius_at(config_, radius, p, n));
    }
  }

  /// What the strata of a class say together.
  void add_class(std::size_t first) {
    TailTables& tail = tables_.tail;
    const std::size_t radii = config_.p.size() * config_.radius.size();
    const std::vector<double> shares = tail_shares(config_);
    if (!tail_begun(results_, first)) {
      for (Share* const share : {&tail.robust, &tail.distance}) {
        add_missing(*share, share == &tail.robust ? radii : config_.p.size() * shares.size());
      }
      for (auto* const values : {&tail.error, &tail.bound, &tail.exact}) {
        add_missing(*values, radii);
      }
      return;
    }
    const CellResult& cell = results_.cells[first];
    const Shape shape = cell_shape(config_, first);
    const Tail strata(results_, first);
    const ExactCurve curve(cell_classifier(config_, first), cell.built, shape, bounds_.sums());
    const MovedFractionBound bound(shape, {cell.built.exact_coverage, 0}, bounds_.at(shape));
    for (std::size_t p = 0; p < config_.p.size(); ++p) {
      for (const double value : config_.radius) {
        const double radius = radius_at(config_, value, config_.p[p], shape.n);
        const TailShare share = strata.beyond(p, radius, config_.confidence);
        add_value(tail.robust, share.value, share.interval);
        tail.error.push_back(share.error);
        tail.bound.push_back(bound(config_.p[p], radius).robust);
        tail.exact.push_back(curve.robust_fraction(config_.p[p], radius));
      }
      for (const double share : shares) {
        const Tail::Distance distance = strata.distance(p, share, config_.confidence);
        add_value(tail.distance, distance.value, {distance.lower, distance.upper});
      }
    }
  }

  static void add_value(Share& share, double value, Interval interval) {
    share.value.push_back(value);
    share.lower.push_back(interval.lower);
    share.upper.push_back(interval.upper);
  }

  void add_stratum(const CellStratum& stratum) {
    tables_.tail.begin.push_back(stratum.begin);
    tables_.tail.end.push_back(stratum.end);
    tables_.tail.log10_share.push_back(stratum.log10_share);
    tables_.tail.theta.push_back(stratum.theta);
  }

  void add_missing() {
    const std::size_t p = config_.p.size();
    const std::size_t radii = p * config_.radius.size();
    tables_.samples.push_back(missing_count);
    tables_.in_class.push_back(missing_count);
    add_missing(tables_.coverage, 1);
    tables_.coverage_exact.push_back(missing_real);
    tables_.threshold.push_back(missing_threshold);
    tables_.elapsed.push_back(missing_real);
    tables_.stopped.push_back(missing_stopped);
    add_stratum({missing_threshold, missing_threshold, missing_real, missing_real});
    tables_.moved.insert(tables_.moved.end(), radii, missing_count);
    tables_.moved_possible.insert(tables_.moved_possible.end(), radii, missing_count);
    add_missing(tables_.moved_fraction, radii);
    add_missing(tables_.moved_fraction_bound, radii);
    add_missing(tables_.robust_fraction_bound, radii);
    tables_.bound_form.insert(tables_.bound_form.end(), radii, missing_form);
    add_missing(tables_.moved_fraction_exact, radii);
    add_missing(tables_.distance_quantile, p * config_.quantiles.size());
    add_missing(tables_.distance_mean, p);
    for (auto* const counts : {&tables_.common_weight, &tables_.weighted_pixels,
                               &tables_.range_begin, &tables_.range_end}) {
      counts->push_back(missing_count);
    }
    for (auto* const places : {&tables_.tally_begin, &tables_.tally_end, &tables_.tally_begin_lower,
                               &tables_.tally_end_lower}) {
      places->insert(places->end(), p, missing_count);
    }
    for (auto* const bits : {&tables_.tally_bits, &tables_.tally_bits_lower, &tables_.refined}) {
      bits->insert(bits->end(), p, missing_bits);
    }
  }

  void add(const CellResult& cell, const ClassifierConfig& classifier, const Shape& shape) {
    if (cell.tallies.size() != config_.p.size()) {
      throw std::logic_error("a finished cell has one tally per p");
    }
    tables_.samples.push_back(cell.samples);
    tables_.in_class.push_back(cell.in_class);
    add_share(tables_.coverage, {cell.in_class, cell.in_class, cell.samples}, false,
              enumerated(cell));
    tables_.coverage_exact.push_back(exact_coverage(cell).value_or(missing_real));
    tables_.threshold.push_back(cell.built.threshold);
    tables_.elapsed.push_back(cell.elapsed);
    tables_.stopped.push_back(cell.stopped ? 1 : 0);
    tables_.common_weight.push_back(cell.built.common_weight);
    tables_.weighted_pixels.push_back(cell.built.weighted_pixels);
    tables_.range_begin.push_back(ranges_);
    tables_.range_end.push_back(ranges_ += cell.held(config_.first_image).size());
    add_stratum(cell.built.stratum.value_or(CellStratum{}));
    add_bounds(cell, classifier, shape);
    const ExactCurve exact(classifier, cell.built, shape, bounds_.sums());
    for (std::size_t i = 0; i < config_.p.size(); ++i) {
      const double p = config_.p[i];
      const CostTallies& tallies = cell.tallies.at(i);
      add_place(tallies, i);
      add_distances(cell, tallies, p, shape);
      for (const double scale : config_.radius) {
        const double radius = radius_at(config_, scale, p, shape.n);
        tables_.moved_fraction_exact.push_back(config_.uniform() && !config_.tilted()
                                                   ? exact.moved_fraction(p, radius)
                                                   : missing_real);
      }
    }
  }

  void add_place(const CostTallies& tallies, std::size_t p) {
    tables_.tally_begin.push_back(places_[p]);
    tables_.tally_end.push_back(places_[p] += tallies.upper.cost.size());
    tables_.tally_bits.push_back(tallies.upper.bits);
    const bool lower = tallies.lower.has_value();
    tables_.refined.push_back(tallies.upper.refined || (lower && tallies.lower->refined) ? 1 : 0);
    tables_.tally_begin_lower.push_back(lower ? places_lower_[p] : missing_count);
    if (lower) places_lower_[p] += tallies.lower->cost.size();
    tables_.tally_end_lower.push_back(lower ? places_lower_[p] : missing_count);
    tables_.tally_bits_lower.push_back(lower ? tallies.lower->bits : missing_bits);
  }

  static void add_missing(std::vector<double>& values, std::size_t count) {
    values.insert(values.end(), count, missing_real);
  }

  static void add_missing(Share& share, std::size_t count) {
    add_missing(share.value, count);
    add_missing(share.lower, count);
    add_missing(share.upper, count);
  }

  std::optional<double> exact_coverage(const CellResult& cell) const {
    if (cell.built.exact_coverage || !enumerated(cell)) {
      return cell.built.exact_coverage;
    }
    return static_cast<double>(cell.in_class) / static_cast<double>(cell.samples);
  }

  /// Whether all q^N images are in, so that shares are exact.
  bool enumerated(const CellResult& cell) const { return exhaustive_ && cell.done; }

  /// `certain` of `trials` images at least, `possible` at most.
  struct Counts {
    std::uint64_t certain, possible, trials;
    auto operator<=>(const Counts&) const = default;
  };

  /// Many radii move no image, all images or the same images, so each interval is made once.
  const Interval& interval_of(const Counts& counts, bool bracketed) {
    const auto [entry, is_new] = known_.try_emplace({counts, bracketed});
    if (is_new) {
      entry->second = intervals_(counts.certain, counts.possible, counts.trials, bracketed);
    }
    return entry->second;
  }

  void add_share(Share& share, const Counts& counts, bool bracketed, bool enumerated) {
    const auto& [certain, possible, trials] = counts;
    const auto part = [total = trials](std::uint64_t images) {
      return total == 0 ? missing_real : static_cast<double>(images) / static_cast<double>(total);
    };
    add_value(share, part(certain),
              enumerated && trials != 0 ? Interval{part(certain), part(possible)}
                                        : interval_of(counts, bracketed));
  }

  using Bounds = std::vector<FractionBound>;  ///< p, radius

  Bounds bounds_of(const Shape& shape, const BoundCoverage& coverage) {
    // The theorem speaks of uniform images.
    if (!config_.uniform() || config_.tilted())
      return Bounds(config_.p.size() * config_.radius.size());
    const MovedFractionBound bound(shape, coverage, bounds_.at(shape));
    Bounds bounds;
    for (const double p : config_.p) {
      for (const double value : config_.radius) {
        bounds.push_back(bound(p, radius_at(config_, value, p, shape.n)));
      }
    }
    return bounds;
  }

  /// Bounds depend on nothing but shape and coverage, which classes often share. The certain lower
  /// end of a coverage counts only where the coverage is not known.
  void add_bounds(const CellResult& cell, const ClassifierConfig& classifier, const Shape& shape) {
    const auto exact = exact_coverage(cell);
    if (classifier.measured() && !surely_at_most_half(exact, cell)) {
      for (std::size_t i = 0; i < config_.p.size() * config_.radius.size(); ++i) add_bound({});
      return;
    }
    const double least = exact ? 0 : intervals_.certain(cell.in_class, cell.samples);
    Bounds& known =
        known_bounds_[{shape.n, shape.h, shape.b, exact.has_value(), exact.value_or(least)}];
    if (known.empty()) known = bounds_of(shape, {exact, least});
    for (const FractionBound& bound : known) add_bound(bound);
  }

  bool surely_at_most_half(std::optional<double> exact, const CellResult& cell) const {
    if (exact) return *exact <= 0.5;
    return 1 - intervals_.certain(cell.samples - cell.in_class, cell.samples) <= 0.5;
  }

  void add_bound(const FractionBound& bound) {
    tables_.moved_fraction_bound.push_back(bound.moved);
    tables_.robust_fraction_bound.push_back(bound.robust);
    tables_.bound_form.push_back(static_cast<std::int64_t>(bound.form));
  }

  void add_distances(const CellResult& cell, const CostTallies& tallies, double p,
                     const Shape& shape) {
    const Distances upper(tallies.upper, p, shape);
    const Distances lower(tallies.lower ? *tallies.lower : tallies.upper, p, shape);
    for (const double scale : config_.radius) {
      const double radius = radius_at(config_, scale, p, shape.n);
      const std::uint64_t moved = upper.within(radius);
      const std::uint64_t possible = lower.within(radius);
      tables_.moved.push_back(moved);
      tables_.moved_possible.push_back(possible);
      if (config_.tilted()) continue;
      add_share(tables_.moved_fraction, {moved, possible, cell.in_class}, tallies.lower.has_value(),
                enumerated(cell));
    }
    for (const double quantile : config_.quantiles) {
      tables_.distance_quantile.push_back(upper.quantile(quantile));
    }
    tables_.distance_mean.push_back(upper.mean());
  }

  const Results& results_;
  const Config& config_;
  std::size_t index_ = 0;
  bool exhaustive_;
  IntervalMethod intervals_;
  std::map<std::pair<Counts, bool>, Interval> known_;
  std::map<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t, bool, double>, Bounds>
      known_bounds_;
  SharedBounds bounds_;
  std::uint64_t ranges_ = 0;
  std::vector<std::uint64_t> places_, places_lower_;  ///< [p]
  Tables tables_;
};

TableMaker::TableMaker(const Results& results) : builder_(std::make_unique<Builder>(results)) {}
TableMaker::~TableMaker() = default;

Tables TableMaker::next(std::size_t cells) { return builder_->next(cells); }

Tables make_tables(const Results& results) {
  return TableMaker(results).next(results.cells.size());
}

}  // namespace brink
