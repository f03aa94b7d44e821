// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "cuda/shape.hpp"
#include "host/result/distances.hpp"
#include "host/result/results.hpp"
#include "host/theory/intervals.hpp"

namespace brink {

/// A share of a class that was put together from its strata.
struct TailShare {
  double value = 0;  ///< NaN while a stratum has no image
  double error = 0;  ///< standard error of the value
  Interval interval{0, 1};
};

/// The distances of one class at one shape under the sampler `tilted`. The share of each stratum is
/// known exactly, and its images are uniform ones of that stratum. So the share of the class beyond
/// a radius is the sum over the strata of their shares, times the share beyond it among their
/// images.
///
/// An interval misses with a probability of at most 1 - confidence: that of each stratum is
/// Clopper's and Pearson's, with an equal part of the risk. A stratum none of whose images can be
/// beyond the radius adds nothing (HostClass::largest_cost).
class Tail {
 public:
  /// @param first the cell of the first stratum: its place among Results::cells; all strata are
  /// begun
  Tail(const Results& results, std::size_t first);

  /// The share of the class that no perturbation up to the radius takes out of it; of a bracketed
  /// distance the value counts what is not certainly out.
  ///
  /// @param p its place in the config
  TailShare beyond(std::size_t p, double radius, double confidence) const;

  /// The least distance at p beyond which at most `share` of the class is, and the ends of its
  /// interval; the upper one is at most the largest distance of two images.
  struct Distance {
    double value, lower, upper;
  };
  Distance distance(std::size_t p, double share, double confidence) const;

 private:
  /// The images of a stratum at one p: upper and lower ends of their costs, ascending, and how many
  /// have at most each.
  struct End {
    std::vector<double> cost;
    std::vector<std::uint64_t> within;

    explicit End(const Tally& tally);
    std::uint64_t beyond(double limit) const;
  };
  struct Costs {
    End upper, lower;
    double largest;  ///< that any image of the stratum can have
  };
  struct Part {
    double share;
    std::uint64_t images;
    std::vector<Costs> at;  ///< [p]
  };

  TailShare beyond_cost(std::size_t p, double limit, double confidence) const;
  Interval interval(std::uint64_t beyond, std::uint64_t images, double confidence) const;

  const Config* config_;
  Shape shape_;
  std::vector<Part> parts_;  ///< those that are not empty
  mutable std::map<std::pair<std::uint64_t, std::uint64_t>, Interval> known_;
  mutable double known_confidence_ = 0;
};

/// Whether all strata of the class whose first stratum is `first` are begun.
bool tail_begun(const Results& results, std::size_t first);

/// The place among Results::cells of the first stratum of each class and shape, in the order of
/// (classifier, channels, n, bit_depth).
std::vector<std::size_t> first_strata(const Config& config);

/// The shares at which a file has the distances: 1e-1, 1e-2, ... down to the tail of the config.
std::vector<double> tail_shares(const Config& config);

}  // namespace brink
