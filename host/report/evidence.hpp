// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cuda/shape.hpp"
#include "host/result/results.hpp"
#include "host/theory/bounds.hpp"
#include "host/theory/confidence_sequence.hpp"
#include "host/theory/shape_bounds.hpp"

namespace brink {

/// What a result file says of one cell.
struct EvidenceCell {
  std::size_t classifier = 0;
  Shape shape;
  bool done = false;
  std::uint64_t in_class = 0;
  std::int64_t threshold = 0;
  BoundCoverage coverage{};
  PackedTallies tallies;                      ///< one per p
  std::vector<std::uint64_t> moved_possible;  ///< p, radius
  std::vector<double> robust_bound;           ///< p, radius; `robust_fraction_bound`
};

/// A share of a class that needs more than a radius, in a file of the sampler `tilted`.
struct EvidenceTail {
  std::size_t classifier = 0, h = 0, n = 0, b = 0, p = 0;  ///< places in the evidence's lists
  double scale = 0;                                        ///< c of the radius c n^(1/max(p,1))
  double radius = 0;
  double share = 0, lower = 0, upper = 0;  ///< with its 95 % interval
  double certain = 0;  ///< below the share but for the verdict's risk, which all tails share
  double bound = 1;    ///< on the share of every class of its coverage
};

/// What the verdicts rest on: everything that `brink report` takes from a file. A cell of a class
/// that may cover more than half of the images counts as one that is not done.
struct Evidence {
  std::vector<std::string> names, types;  ///< of the classifiers
  std::vector<bool> measured;             ///< that it covers at most half is not proved
  std::vector<std::uint32_t> channels, n, bit_depth;
  std::vector<double> p;
  bool exhaustive = false;                     ///< shares are exact
  bool tilted = false;                         ///< the file has tails and no cells
  std::string not_uniform;                     ///< what the images are, where not uniform
  std::optional<ConfidenceSequence> sequence;  ///< of a file with [stop]: looked at to end it
  std::vector<double> radius;                  ///< n, p, radius: in intensity
  std::size_t radii = 0;                       ///< of one n and p
  std::vector<EvidenceCell> cells;             ///< row-major: classifier, channels, n, bit_depth
  std::vector<EvidenceTail> tails;             ///< of the sampler tilted, in place of cells
  /// What the bounds share, for all verdicts.
  std::shared_ptr<SharedBounds> bounds = std::make_shared<SharedBounds>();

  const EvidenceCell& cell(std::size_t classifier, std::size_t h, std::size_t at_n,
                           std::size_t b) const {
    return cells[((classifier * channels.size() + h) * n.size() + at_n) * bit_depth.size() + b];
  }
};

/// Reads the evidence of a result file.
///
/// @throw Error(Exit::bad_file), one line, for a file that is missing, damaged,
/// not Brink's, or whose tables and tallies do not belong together
Evidence read_evidence(const std::string& path);

}  // namespace brink
