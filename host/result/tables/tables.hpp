// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <vector>

#include "host/result/results.hpp"

namespace brink {

/// What the tables hold for cells that are not computed yet. In the file it is `_FillValue`.
inline constexpr double missing_real = std::numeric_limits<double>::quiet_NaN();
inline constexpr std::uint64_t missing_count = std::numeric_limits<std::uint64_t>::max();
inline constexpr std::int64_t missing_threshold = std::numeric_limits<std::int64_t>::min();
inline constexpr std::int64_t missing_form = -1;
inline constexpr std::int64_t missing_stopped = -1;
inline constexpr std::int64_t missing_bits = -1;

/// A measured share and the ends of its interval.
struct Share {
  std::vector<double> value, lower, upper;
};

/// The variables of a file of the sampler `tilted` (docs/spec/file_format.md#strata). "class"
/// stands for classifier, channels, n, bit_depth; a cell is a stratum of a class.
struct TailTables {
  std::vector<std::int64_t> begin, end;    ///< cell; heights
  std::vector<double> log10_share, theta;  ///< cell
  Share robust;                            ///< class, p, radius
  std::vector<double> error;               ///< class, p, radius
  std::vector<double> bound, exact;        ///< class, p, radius; exact: NaN where not known
  Share distance;                          ///< class, p, tail; intensity
};

/// The variables of the result file (docs/spec/file_format.md#result-variables), row-major. "cell"
/// stands for the dimensions classifier, channels, n, bit_depth; host/result/file/schema.cpp
/// describes each. Where no image is in a class, its shares, quantiles and means are NaN and its
/// intervals [0, 1].
struct Tables {
  std::vector<std::uint64_t> samples, in_class;      ///< cell
  Share coverage;                                    ///< cell
  std::vector<double> coverage_exact;                ///< cell; NaN where not known
  std::vector<std::int64_t> threshold;               ///< cell
  std::vector<double> elapsed;                       ///< cell, seconds
  std::vector<std::int64_t> stopped;                 ///< cell; 1 where [stop] ended it, else 0
  std::vector<double> radius;                        ///< n, p, radius scale; intensity
  std::vector<std::uint64_t> moved, moved_possible;  ///< cell, p, radius
  Share moved_fraction;                              ///< cell, p, radius
  std::vector<double> moved_fraction_bound;          ///< cell, p, radius
  std::vector<double> robust_fraction_bound;         ///< cell, p, radius; 1 - the one above
  std::vector<std::int64_t> bound_form;              ///< cell, p, radius; values of BoundForm
  std::vector<double> moved_fraction_exact;          ///< cell, p, radius; NaN where not known
  std::vector<double> distance_quantile;             ///< cell, p, quantile; intensity
  std::vector<double> distance_mean;                 ///< cell, p; intensity
  std::vector<std::uint64_t> common_weight, weighted_pixels;  ///< cell
  std::vector<std::uint64_t> range_begin, range_end;          ///< cell; places among all ranges
  /// cell, p; places among all costs at that p, of the upper and of the lower ends.
  std::vector<std::uint64_t> tally_begin, tally_end, tally_begin_lower, tally_end_lower;
  std::vector<std::int64_t> tally_bits, tally_bits_lower;  ///< cell, p; Tally::bits
  TailTables tail;
  std::vector<std::int64_t> refined;  ///< cell, p; 1 where its rounded tallies are refined, else 0
};

/// Derives the tables from the tallies, some cells at a time. Intervals are those of
/// IntervalMethod at the config's confidence; after exhaustive enumeration shares are exact
/// and their intervals have no width. Quantiles, means and `moved` take the upper costs,
/// `moved_possible` the lower ones of a bracket.
class TableMaker {
 public:
  /// @param results one cell per point of the sweep; begun ones with one tally per p. Must
  ///                outlive this
  explicit TableMaker(const Results& results);
  ~TableMaker();

  /// The tables of the next `cells` cells, in the order of the sweep; `radius` is whole, and so is,
  /// the first time, what is over classes.
  Tables next(std::size_t cells);

 private:
  class Builder;
  std::unique_ptr<Builder> builder_;
};

/// The tables of all cells.
Tables make_tables(const Results& results);

}  // namespace brink
