// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace brink {

enum class Sampler { pixels, multinomial, exhaustive };

/// One `[[classifier]]` (spec, section 5). Keys that its type does not take keep
/// their defaults; the parser refuses them when they are written.
struct ClassifierConfig {
  std::string name;                    ///< unique; default: the type
  std::string type;                    ///< a name of the classifier registry
  double coverage = 0.5;               ///< wanted coverage, in (0, 0.5]
  std::uint64_t seed = 1;              ///< classifier seed: key of domains 1 to 4
  std::string weights = "rademacher";  ///< halfspace: rademacher | binomial | uniform | sparse
  std::uint32_t max_weight = 7;        ///< halfspace, uniform: W
  double density = 0.1;                ///< halfspace, sparse
  std::uint32_t prototypes = 8;        ///< voronoi: k, even
  std::uint64_t pixel = 0;             ///< dictator: index i = (channel n + row) n + column
};

/// Whether radii follow n (r = c n^(1/max(p,1))) or are absolute intensities.
enum class RadiusMode { scale, absolute };

/// A checked configuration: every value is in range, lists are not empty and
/// hold no value twice, names are unique.
struct Config {
  std::string name;  ///< of the file, without folder and extension
  std::string text;  ///< the whole TOML, overrides applied

  std::uint64_t seed = 1;
  std::uint64_t samples = 0;  ///< images per cell; 0 for the exhaustive sampler (all q^N)
  std::uint64_t first_image = 0;
  Sampler sampler = Sampler::pixels;
  double confidence = 0.95;

  std::vector<std::uint32_t> n;
  std::vector<std::uint32_t> bit_depth;
  std::vector<std::uint32_t> channels = {1};

  std::vector<double> p;  ///< >= 0, may be infinity
  RadiusMode radius_mode = RadiusMode::scale;
  std::vector<double> radius;  ///< radius scales c, or radii in intensity
  std::vector<double> quantiles = {0.05, 0.5, 0.95};

  std::vector<ClassifierConfig> classifiers;
};

}  // namespace brink
