// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cuda/shape.hpp"
#include "host/config/classifier_keys.hpp"
#include "host/config/config.hpp"
#include "host/core/cell_class.hpp"
#include "host/core/image_ranges.hpp"
#include "host/tally/packed_tallies.hpp"

namespace brink {

/// What one cell of the sweep (one classifier at one shape) has found. A cell is a pure function of
/// an image range. So a cell that is part done needs no other state: its images are the first
/// `samples` from the config's `first_image` on, unless `ranges` names them.
struct CellResult {
  bool done = false;           ///< all images that the config asks for are in
  bool stopped = false;        ///< `done` with fewer of them: [stop] ended it
  std::uint64_t samples = 0;   ///< images drawn
  std::uint64_t in_class = 0;  ///< of them, in C
  CellClass built;
  PackedTallies tallies;  ///< one per p of the config
  double elapsed = 0;     ///< seconds of wall clock, shared by the cells drawn together

  ImageRanges ranges;  ///< of a merged cell; empty: one range, see above
  /// Places in the config's list of the p for which its images are still to be drawn again.
  std::vector<std::size_t> lacking = {};

  /// The first p, as its place in the config, at which costs are rounded; none where all are
  /// exact.
  std::optional<std::size_t> rounded_norm() const {
    for (std::size_t p = 0; p < tallies.size(); ++p) {
      const auto [upper, lower] = tallies.facts(p);
      if (upper.bits != Tally::exact || (lower && lower->bits != Tally::exact)) return p;
    }
    return std::nullopt;
  }

  /// Whether a rounded tally is exact at its mean and quantiles.
  bool refined() const {
    for (std::size_t p = 0; p < tallies.size(); ++p) {
      const auto [upper, lower] = tallies.facts(p);
      if (upper.refined || (lower && lower->refined)) return true;
    }
    return false;
  }

  /// Whether the cell has any images, even if not all.
  bool begun() const { return done || samples > 0; }

  /// The images that the cell holds, in a run that starts at `first_image`.
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
  std::vector<std::pair<std::string, KeyValue>> parameters;  ///< attribute and value
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

/// How many shapes a sweep has: so many cells of one classifier follow each other.
std::size_t shape_count(const Config& config);

/// The shape and the classifier of one of a sweep's cells, by its place in Results::cells.
Shape cell_shape(const Config& config, std::size_t index);
const ClassifierConfig& cell_classifier(const Config& config, std::size_t index);

}  // namespace brink
