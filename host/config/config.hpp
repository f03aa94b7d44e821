// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/config/sampler.hpp"
#include "host/images/array_file.hpp"
#include "host/images/image_file.hpp"

namespace brink {

/// The images of `sampler = "images"`.
struct ImageSet {
  ImageFacts facts;
  std::uint32_t bits = 8;  ///< of a level, all of which are below 2^bits

  bool operator==(const ImageSet&) const = default;
};

/// The threshold of a half-space that gets one from its coverage.
inline constexpr std::int64_t threshold_by_coverage = std::numeric_limits<std::int64_t>::min();

/// Where a config names a class, for messages: "c.toml:10:6: classifier[0]". Configs that differ in
/// places only are equal.
struct ConfigPlace {
  std::string text;
  bool operator==(const ConfigPlace&) const { return true; }
};

/// What separates the name of a class from the number of a stratum. No config may use it in a name.
inline constexpr char stratum_mark = '@';

/// One `[[classifier]]` (docs/spec/config.md#classifier). Keys that its type does not take keep
/// their defaults; the parser refuses them where they are written.
struct ClassifierConfig {
  std::string name;                    ///< unique; the default is the type
  std::string type;                    ///< a name of the classifier registry
  double coverage = 0.5;               ///< wanted coverage, in (0, 0.5]
  std::uint64_t seed = 1;              ///< classifier seed: key of domains 1 to 4, 6
  std::string weights = "rademacher";  ///< halfspace: a name of weight_kinds()
  std::uint32_t max_weight = 7;        ///< for halfspace with uniform weights: W
  double density = 0.1;                ///< for halfspace with sparse weights
  std::uint32_t prototypes = 8;        ///< for voronoi: k, even
  std::uint32_t layers = 2;            ///< for network: layers of kernels
  std::uint32_t width = 8;             ///< for network: channels of each layer
  std::uint64_t pixel = 0;             ///< for dictator: index i = (channel n + row) n + column
  ArrayFacts file;  ///< weights, centre, prototypes or scores; empty where none is given
  std::int64_t threshold = threshold_by_coverage;  ///< for halfspace with a file, table: T
  std::uint32_t cell = 0;                          ///< for voronoi with a file, linear: whose cell
  std::vector<std::int64_t> offsets;               ///< for linear: of each score; none: all 0
  std::vector<std::int64_t> scores;                ///< for table without a file: of each level
  ConfigPlace place;
  /// Of the sampler tilted, under which every stratum of a class is a classifier of its own.
  std::optional<std::uint32_t> stratum = {};

  /// The name that the config gives to the class: of "NAME@STRATUM", without the stratum.
  std::string class_name() const {
    return stratum ? name.substr(0, name.rfind(stratum_mark)) : name;
  }
  bool has_file() const { return !file.sha256.empty(); }
  /// The name of the classifier of the registry whose arithmetic judges this class.
  std::string_view judged_as() const {
    const bool linear = has_file() && type != "hamming_ball" && type != "table";
    return linear ? std::string_view("linear") : type;
  }
  /// Whether nobody has proved that the class covers at most half of the images.
  bool measured() const {
    return type == "table" || (judged_as() == "linear" && type != "halfspace");
  }

  bool operator==(const ClassifierConfig&) const = default;
};

/// Whether radii grow with n (r = c n^(1/max(p,1))) or are absolute intensities.
enum class RadiusMode { scale, absolute };

/// A checked configuration: every value is in range, lists are not empty and contain no value
/// twice, and names are unique.
struct Config {
  std::string name;  ///< the file's, without folder and extension
  std::string text;  ///< the whole TOML, with overrides applied

  std::uint64_t seed = 1;
  std::uint64_t samples = 0;  ///< images per cell; 0 for the exhaustive sampler (q^N)
  std::uint64_t first_image = 0;
  Sampler sampler = Sampler::pixels;
  std::optional<ImageSet> images;  ///< of the sampler of that name
  std::uint32_t block = 1;         ///< blocks: side of a square of one level, in pixels
  double smoothness = 0;           ///< smooth: in [0, 1]
  std::uint32_t centres = 1;       ///< ball: how many
  double changed = 1;              ///< ball: share of the pixels that are drawn anew, in [0, 1]
  std::uint64_t centre_seed = 1;   ///< ball: seed of the centres
  double tail = 1e-30;             ///< tilted: the share of each class that is reached
  double confidence = 0.95;
  /// [stop]: a cell ends early once the half-width of each of its intervals is at most this. In
  /// [1e-7, 0.5); never with the exhaustive sampler.
  std::optional<double> stop_half_width;

  std::vector<std::uint32_t> n;
  std::vector<std::uint32_t> bit_depth;
  std::vector<std::uint32_t> channels = {1};

  std::vector<double> p;  ///< >= 0, may be infinity
  RadiusMode radius_mode = RadiusMode::scale;
  std::vector<double> radius;  ///< radius scales c, or radii in intensity
  std::vector<double> quantiles = {0.05, 0.5, 0.95};

  /// With the sampler tilted each class is there once for each of its strata, one behind the other.
  std::vector<ClassifierConfig> classifiers;
  std::size_t strata = 1;  ///< of each class

  /// Whether the cells of each class are its strata, not the class as a whole.
  bool tilted() const { return sampler == Sampler::tilted; }
  /// Whether all images of a shape are equally likely, as the theorem and the exact laws have it.
  /// Those of a stratum are not, but what is derived of all strata speaks of uniform images.
  bool uniform() const {
    return sampler != Sampler::images && block == 1 && smoothness == 0 && changed == 1;
  }
};

}  // namespace brink
