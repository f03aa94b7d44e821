// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "cuda/shape.hpp"
#include "host/result/results.hpp"

#include "host/theory/confidence_sequence.hpp"

namespace brink {

/// Half-width of the report's two-sided intervals of 95 %, in standard deviations.
inline constexpr double interval_width = 1.959964;
inline constexpr double report_confidence = 0.95;

/// A whole report contradicts by chance once in a million: each of its four verdicts
/// has a quarter of that, which its comparisons share.
inline constexpr double verdict_risk = 1e-6 / 4;

/// The two-sided half-width, in standard deviations, at which all `comparisons` of a verdict hold
/// together, except with the risk of the verdict.
double contradiction_width(std::size_t comparisons);

/// A number measured and its 95 % interval.
struct Measured {
  double value, lower, upper;
};

/// A quantile of the distances of a class. Its interval is that of the order statistics at the
/// ranks m f +- 1.96 sqrt(m f (1-f)), which is valid for any law.
struct QuantileEstimate {
  Measured distance;  ///< NaN where there are no images
  /// The quantile before costs were rounded up to their lattice: the images at one cost are taken
  /// as spread evenly down to the next lower cost. At p = inf it equals `distance`.
  double unrounded = 0;
  /// Standard error of log distance: from the ranks at one standard deviation, and
  /// what distances on a lattice hide (not at p = inf), its spacing over sqrt(12), in squares.
  double log_error = 0;
};

/// Whether the tally has enough images for the errors of its median: their ranks
/// are then normal to a few per cent out to five standard deviations.
bool enough_images(std::uint64_t images, bool exact);
inline constexpr std::uint64_t least_images = 100;

/// @param fraction f of the quantile, in (0, 1)
/// @param exact    the tally holds all images of the space: ranks have no error
QuantileEstimate estimate_quantile(const Tally& tally, double p, const Shape& shape,
                                   double fraction, bool exact);

/// Whether so many images of a class prove that more than `share` of the class is like them, with
/// an error probability of at most `risk`; without error where `exact`.
bool certainly_more(std::uint64_t successes, std::uint64_t trials, double share, double risk,
                    bool exact, const std::optional<ConfidenceSequence>& sequence);

/// The interval by Clopper and Pearson, or that of the confidence sequence of a file with [stop].
/// It has no width where `exact`, and is [0, 1] without trials.
Measured estimate_share(std::uint64_t successes, std::uint64_t trials, bool exact,
                        const std::optional<ConfidenceSequence>& sequence = {});

}  // namespace brink
