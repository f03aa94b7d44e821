// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/result/tables.hpp"

#include <compare>
#include <map>
#include <optional>
#include <stdexcept>
#include <utility>

#include "host/result/distances.hpp"
#include "host/result/exact_curve.hpp"
#include "host/result/interval_method.hpp"
#include "host/theory/bounds.hpp"
#include "host/theory/level_sums.hpp"

namespace brink {
namespace {

/// Fills the tables cell by cell, in the order of the sweep: every vector grows
/// by this cell's part.
class TableBuilder {
 public:
  explicit TableBuilder(const Results& results)
      : config_(results.config),
        exhaustive_(config_.sampler == Sampler::exhaustive),
        intervals_(config_) {}

  void add_radii(std::uint32_t n) {
    for (const double p : config_.p) {
      for (const double radius : config_.radius) tables_.radius.push_back(radius_at(radius, p, n));
    }
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
    tables_.moved.insert(tables_.moved.end(), radii, missing_count);
    tables_.moved_possible.insert(tables_.moved_possible.end(), radii, missing_count);
    add_missing(tables_.moved_fraction, radii);
    add_missing(tables_.moved_fraction_bound, radii);
    add_missing(tables_.robust_fraction_bound, radii);
    tables_.bound_form.insert(tables_.bound_form.end(), radii, missing_form);
    add_missing(tables_.moved_fraction_exact, radii);
    add_missing(tables_.distance_quantile, p * config_.quantiles.size());
    add_missing(tables_.distance_mean, p);
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
    const MovedFractionBound bound(shape, {exact_coverage(cell), tables_.coverage.lower.back()},
                                   sums_.at(shape.pixels(), shape.levels()));
    const ExactCurve exact(classifier, cell.built, shape, sums_);
    for (std::size_t i = 0; i < config_.p.size(); ++i) {
      const double p = config_.p[i];
      add_distances(cell, cell.tallies[i], p, shape);
      for (const double scale : config_.radius) {
        const double radius = radius_at(scale, p, shape.n);
        add_bound(bound(p, radius));
        tables_.moved_fraction_exact.push_back(exact.moved_fraction(p, radius));
      }
    }
  }

  Tables take() { return std::move(tables_); }

 private:
  double radius_at(double radius, double p, std::uint32_t n) const {
    return config_.radius_mode == RadiusMode::scale ? scaled_radius(radius, p, n) : radius;
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

  /// Radii that move none, all or the same images are many: each interval is made once.
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
    const Interval interval = enumerated && trials != 0 ? Interval{part(certain), part(possible)}
                                                        : interval_of(counts, bracketed);
    share.value.push_back(part(certain));
    share.lower.push_back(interval.lower);
    share.upper.push_back(interval.upper);
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
      const double radius = radius_at(scale, p, shape.n);
      const std::uint64_t moved = upper.within(radius);
      const std::uint64_t possible = lower.within(radius);
      tables_.moved.push_back(moved);
      tables_.moved_possible.push_back(possible);
      add_share(tables_.moved_fraction, {moved, possible, cell.in_class}, tallies.lower.has_value(),
                enumerated(cell));
    }
    for (const double quantile : config_.quantiles) {
      tables_.distance_quantile.push_back(upper.quantile(quantile));
    }
    tables_.distance_mean.push_back(upper.mean());
  }

  const Config& config_;
  bool exhaustive_;
  IntervalMethod intervals_;
  std::map<std::pair<Counts, bool>, Interval> known_;
  LevelSums sums_;
  Tables tables_;
};

}  // namespace

Tables make_tables(const Results& results) {
  const Config& config = results.config;
  TableBuilder builder(results);
  for (const std::uint32_t n : config.n) builder.add_radii(n);
  std::size_t index = 0;
  for (std::size_t k = 0; k < config.classifiers.size(); ++k) {
    for (const std::uint32_t h : config.channels) {
      for (const std::uint32_t n : config.n) {
        for (const std::uint32_t b : config.bit_depth) {
          const CellResult& cell = results.cells.at(index++);
          if (cell.begun()) {
            builder.add(cell, config.classifiers[k], Shape{n, h, b});
          } else {
            builder.add_missing();
          }
        }
      }
    }
  }
  return builder.take();
}

}  // namespace brink
