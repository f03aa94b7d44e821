// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/result/file/schema.hpp"

#include <type_traits>

namespace brink {
namespace {

#define BRINK_COLUMN(field, fill)                                     \
  Column<std::remove_cvref_t<decltype(Tables{}.field)>::value_type> { \
    [](const Tables& tables) -> const auto& { return tables.field; }  \
    , fill                                                            \
  }

const Variable rows[] = {
    {"samples", Over::cell, "images", "images drawn", Check::recomputed,
     BRINK_COLUMN(samples, missing_count)},
    {"in_class", Over::cell, "images", "images in the class", Check::recomputed,
     BRINK_COLUMN(in_class, missing_count)},
    {"coverage", Over::cell, "1", "share of the images in the class", Check::close,
     BRINK_COLUMN(coverage.value, missing_real), Presence::plain},
    {"coverage_lower", Over::cell, "1", "lower end of the interval of coverage", Check::close,
     BRINK_COLUMN(coverage.lower, missing_real), Presence::plain},
    {"coverage_upper", Over::cell, "1", "upper end of the interval of coverage", Check::close,
     BRINK_COLUMN(coverage.upper, missing_real), Presence::plain},
    {"coverage_exact", Over::cell, "1",
     "share of all images in the class, where it is known exactly", Check::recomputed,
     BRINK_COLUMN(coverage_exact, missing_real)},
    {"threshold", Over::cell, "1", "score threshold T; radius rho of a Hamming ball",
     Check::recomputed, BRINK_COLUMN(threshold, missing_threshold)},
    {"common_weight", Over::cell, "1",
     "size of all nonzero weights of a half-space, if there is only one; else 0", Check::recomputed,
     BRINK_COLUMN(common_weight, missing_count), Presence::always, 3},
    {"weighted_pixels", Over::cell, "1", "pixels of a half-space with a nonzero weight; else 0",
     Check::recomputed, BRINK_COLUMN(weighted_pixels, missing_count), Presence::always, 3},
    {"stopped_early", Over::cell, "1", "1 where the cell ended early, precise enough", Check::never,
     BRINK_COLUMN(stopped, missing_stopped), Presence::stop},
    {"radius", Over::n_p_radius, "intensity", "radius in intensity, in pixels for p = 0",
     Check::close, BRINK_COLUMN(radius, missing_real), Presence::radius_scale},
    {"moved", Over::cell_p_radius, "images", "images certainly movable out of the class",
     Check::exact, BRINK_COLUMN(moved, missing_count)},
    {"moved_possible", Over::cell_p_radius, "images",
     "images not proved unmovable out of the class", Check::exact,
     BRINK_COLUMN(moved_possible, missing_count)},
    {"moved_fraction", Over::cell_p_radius, "1",
     "share of the class that is moved out of it within the radius", Check::close,
     BRINK_COLUMN(moved_fraction.value, missing_real), Presence::plain},
    {"moved_fraction_lower", Over::cell_p_radius, "1",
     "lower end of the interval of moved_fraction", Check::close,
     BRINK_COLUMN(moved_fraction.lower, missing_real), Presence::plain},
    {"moved_fraction_upper", Over::cell_p_radius, "1",
     "upper end of the interval of moved_fraction", Check::close,
     BRINK_COLUMN(moved_fraction.upper, missing_real), Presence::plain},
    {"moved_fraction_bound", Over::cell_p_radius, "1",
     "lower bound on the moved fraction of every class of this coverage", Check::close,
     BRINK_COLUMN(moved_fraction_bound, missing_real), Presence::plain},
    {"robust_fraction_bound", Over::cell_p_radius, "1",
     "upper bound on the share of every class of this coverage that is not moved: 1 - "
     "moved_fraction_bound, relative error below 1e-11 where that rounds to 1",
     Check::close, BRINK_COLUMN(robust_fraction_bound, missing_real), Presence::plain, 2},
    {"moved_fraction_bound_form", Over::cell_p_radius, "1",
     "form of the inequality that gave moved_fraction_bound", Check::exact,
     BRINK_COLUMN(bound_form, missing_form), Presence::plain, 2},
    {"moved_fraction_exact", Over::cell_p_radius, "1",
     "moved fraction of the whole class, where a closed form is known", Check::close,
     BRINK_COLUMN(moved_fraction_exact, missing_real), Presence::plain},
    {"distance_quantile", Over::cell_p_quantile, "intensity",
     "quantile of the distance out of the class, in intensity, in pixels for p = 0", Check::close,
     BRINK_COLUMN(distance_quantile, missing_real), Presence::plain},
    {"distance_mean", Over::cell_p, "intensity",
     "mean distance out of the class, in intensity, in pixels for p = 0", Check::close,
     BRINK_COLUMN(distance_mean, missing_real), Presence::plain},
    {"elapsed", Over::cell, "s", "wall-clock time, shared by the cells drawn together",
     Check::never, BRINK_COLUMN(elapsed, missing_real)},
    {"range_begin", Over::cell, "1", "place of the cell's first range in the arrays of images",
     Check::never, BRINK_COLUMN(range_begin, missing_count), Presence::always, 3},
    {"range_end", Over::cell, "1", "place behind its last range", Check::never,
     BRINK_COLUMN(range_end, missing_count), Presence::always, 3},
    {"tally_begin", Over::cell_p, "1", "place of the tally's first cost in tally/p<p>",
     Check::never, BRINK_COLUMN(tally_begin, missing_count), Presence::always, 3},
    {"tally_end", Over::cell_p, "1", "place behind its last cost", Check::never,
     BRINK_COLUMN(tally_end, missing_count), Presence::always, 3},
    {"tally_begin_lower", Over::cell_p, "1",
     "the same for the lower ends, where the distance is bracketed", Check::never,
     BRINK_COLUMN(tally_begin_lower, missing_count), Presence::brackets, 3},
    {"tally_end_lower", Over::cell_p, "1",
     "the same for the lower ends, where the distance is bracketed", Check::never,
     BRINK_COLUMN(tally_end_lower, missing_count), Presence::brackets, 3},
    {"resolution_bits", Over::cell_p, "1",
     "bits of a cost kept after its leading one; 64 where costs are exact", Check::recomputed,
     BRINK_COLUMN(tally_bits, missing_bits), Presence::rounded, 3},
    {"resolution_bits_lower", Over::cell_p, "1", "the same for the lower ends", Check::recomputed,
     BRINK_COLUMN(tally_bits_lower, missing_bits), Presence::rounded_lower, 3},
    {"refined", Over::cell_p, "1",
     "1 where rounded tallies are exact at the quantiles and the mean", Check::never,
     BRINK_COLUMN(refined, missing_bits), Presence::rounded_any, 3},
    {"stratum_begin", Over::cell, "1", "least height of the images of the stratum",
     Check::recomputed, BRINK_COLUMN(tail.begin, missing_threshold), Presence::tilted, 3},
    {"stratum_end", Over::cell, "1", "least height above the stratum", Check::recomputed,
     BRINK_COLUMN(tail.end, missing_threshold), Presence::tilted, 3},
    {"stratum_log10_share", Over::cell, "1",
     "decimal logarithm of the share of the class that is in the stratum", Check::recomputed,
     BRINK_COLUMN(tail.log10_share, missing_real), Presence::tilted, 3},
    {"stratum_tilt", Over::cell, "1",
     "theta: images are drawn with exp(theta height) times their probability", Check::recomputed,
     BRINK_COLUMN(tail.theta, missing_real), Presence::tilted, 3},
    {"robust_fraction", Over::class_p_radius, "1",
     "share of the class that is not moved out of it within the radius", Check::close,
     BRINK_COLUMN(tail.robust.value, missing_real), Presence::tilted, 3},
    {"robust_fraction_error", Over::class_p_radius, "1", "standard error of robust_fraction",
     Check::close, BRINK_COLUMN(tail.error, missing_real), Presence::tilted, 3},
    {"robust_fraction_lower", Over::class_p_radius, "1",
     "lower end of the interval of robust_fraction", Check::close,
     BRINK_COLUMN(tail.robust.lower, missing_real), Presence::tilted, 3},
    {"robust_fraction_upper", Over::class_p_radius, "1",
     "upper end of the interval of robust_fraction", Check::close,
     BRINK_COLUMN(tail.robust.upper, missing_real), Presence::tilted, 3},
    {"robust_fraction_bound", Over::class_p_radius, "1",
     "upper bound on the share of every class of this coverage that is not moved", Check::close,
     BRINK_COLUMN(tail.bound, missing_real), Presence::tilted, 3},
    {"robust_fraction_exact", Over::class_p_radius, "1",
     "robust fraction of the whole class, where a closed form is known", Check::close,
     BRINK_COLUMN(tail.exact, missing_real), Presence::tilted, 3},
    {"tail_distance", Over::class_p_tail, "intensity",
     "least distance beyond which at most the share `tail` of the class is, in pixels for p = 0",
     Check::close, BRINK_COLUMN(tail.distance.value, missing_real), Presence::tilted, 3},
    {"tail_distance_lower", Over::class_p_tail, "intensity",
     "lower end of the interval of tail_distance", Check::close,
     BRINK_COLUMN(tail.distance.lower, missing_real), Presence::tilted, 3},
    {"tail_distance_upper", Over::class_p_tail, "intensity",
     "upper end of the interval of tail_distance", Check::close,
     BRINK_COLUMN(tail.distance.upper, missing_real), Presence::tilted, 3},
};

}  // namespace

std::span<const Variable> schema() { return rows; }

Contents::Contents(const Results& results)
    : tilted_(results.config.tilted()),
      stop_(results.config.stop_half_width.has_value()),
      radius_scale_(results.config.radius_mode == RadiusMode::scale) {
  for (const CellResult& cell : results.cells) {
    missing_ = missing_ || !cell.begun();
    for (std::size_t p = 0; cell.begun() && p < cell.tallies.size(); ++p) {
      const CostFacts facts = cell.tallies.facts(p);
      (facts.lower ? brackets_ : exact_) = true;
      rounded_ = rounded_ || facts.upper.bits != Tally::exact;
      rounded_lower_ = rounded_lower_ || (facts.lower && facts.lower->bits != Tally::exact);
    }
  }
}

bool Contents::has(Presence presence) const {
  switch (presence) {
    case Presence::plain:
      return !tilted_;
    case Presence::tilted:
      return tilted_;
    case Presence::stop:
      return stop_;
    case Presence::radius_scale:
      return radius_scale_;
    case Presence::brackets:
      return brackets_;
    case Presence::rounded:
      return rounded_;
    case Presence::rounded_any:
      return !tilted_ && (rounded_ || rounded_lower_);
    case Presence::rounded_lower:
      return rounded_lower_;
    case Presence::always:
      break;
  }
  return true;
}

bool Contents::lacks(const Variable& variable) const {
  if (std::holds_alternative<Column<double>>(variable.column)) return true;  // NaN may be a value
  const bool of_brackets =
      variable.presence == Presence::brackets || variable.presence == Presence::rounded_lower;
  return missing_ || (of_brackets && exact_);
}

}  // namespace brink
