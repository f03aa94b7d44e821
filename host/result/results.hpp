// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "host/config/config.hpp"
#include "host/result/image_ranges.hpp"

namespace brink {

/// How many images of a class have each cost: the whole distribution at one p.
/// Costs ascend. Where `real`, a cost is the bit pattern of a non-negative
/// double (their order is that of the doubles); else it is the cost itself.
struct Tally {
  bool real = false;
  std::vector<std::uint64_t> cost;
  std::vector<std::uint64_t> count;
};

/// Both ends of the distances of one class at one p. `lower` is set exactly
/// where the classifier only brackets the distance (spec, section 3).
struct CostTallies {
  Tally upper;
  std::optional<Tally> lower;
};

/// The class as built for one shape.
struct CellClass {
  std::int64_t threshold = 0;            ///< T; rho for hamming_ball
  std::optional<double> exact_coverage;  ///< |C|/q^N where known
  std::uint32_t common_weight = 0;       ///< halfspace: |w| of all nonzero weights; 0: they differ
  std::uint64_t weighted_pixels = 0;     ///< halfspace: pixels whose weight is not 0
};

/// What one cell of the sweep (one classifier at one shape) has found. A cell is a
/// pure function of an image range, so one that is part done needs no other state:
/// its images are the first `samples` from the config's `first_image` on, unless
/// `ranges` names them.
struct CellResult {
  bool done = false;           ///< all images that the config asks for are in
  bool stopped = false;        ///< `done` with fewer of them: [stop] ended it
  std::uint64_t samples = 0;   ///< images drawn
  std::uint64_t in_class = 0;  ///< of them, in C
  CellClass built;
  std::vector<CostTallies> tallies;  ///< one per p of the config
  double elapsed = 0;                ///< seconds of wall clock, shared by the cells drawn together

  ImageRanges ranges;  ///< of a merged cell; empty: one range, see above

  /// Whether there is anything to tell of it, if not all.
  bool begun() const { return done || samples > 0; }

  /// The images that are in, of a run that starts at `first_image`.
  ImageRanges held(std::uint64_t first_image) const {
    if (!ranges.empty() || samples == 0) return ranges;
    return {{first_image, samples}};
  }
};

/// What is known of a classifier apart from any cell; goes into `classifier/<name>`.
struct ClassifierRecord {
  std::string name;
  std::string type;
  std::string proof;             ///< why |C| <= q^N/2
  std::string threshold_method;  ///< how the threshold is known to be the least
  std::vector<std::pair<std::string, std::string>> text_parameters;
  std::vector<std::pair<std::string, double>> real_parameters;
  std::vector<std::pair<std::string, std::uint64_t>> integer_parameters;
};

/// Weights or centre of one classifier at one shape, where N <= 2^20.
struct ClassifierImage {
  std::size_t classifier = 0;
  std::string name;  ///< "weights" or "centre"
  std::uint32_t n = 0, h = 0, b = 0;
  std::function<std::vector<std::int32_t>()> draw;  ///< h x n x n, pixel order; made when written
};

struct Provenance {
  std::string device;        ///< "cpu: 2 threads", for people
  std::string backend;       ///< "cpu (AVX3_DL)"
  std::string command;       ///< the command line, for `history`
  std::string earlier = {};  ///< `history` of a file that is being continued
};

/// Everything a result file holds. `cells` is row-major over
/// (classifier, channels, n, bit_depth), in the order of the config's lists.
struct Results {
  Config config;
  Provenance provenance;
  std::vector<ClassifierRecord> classifiers;
  std::vector<ClassifierImage> images;
  std::vector<CellResult> cells;

  std::size_t cell_index(std::size_t classifier, std::size_t channels, std::size_t n,
                         std::size_t bit_depth) const {
    return ((classifier * config.channels.size() + channels) * config.n.size() + n) *
               config.bit_depth.size() +
           bit_depth;
  }
};

}  // namespace brink
