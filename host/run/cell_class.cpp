// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/run/cell_class.hpp"

#include <vector>

#include "host/cpu/weight_stream.hpp"
#include "host/registry.hpp"
#include "host/theory/binomial.hpp"
#include "host/theory/score_law.hpp"

namespace brink {
namespace {

void use_score_law(const ClassifierConfig& config, std::uint32_t levels,
                   std::vector<WeightCount> weights, BuiltClass& built) {
  const ScoreLaw law(levels, std::move(weights));
  built.threshold = law.least_threshold(config.coverage);
  built.coverage = law.above(built.threshold);
  built.method = law.method();
}

std::vector<WeightCount> weight_counts(const std::map<std::uint32_t, std::uint64_t>& weights) {
  std::vector<WeightCount> counts;
  for (const auto& [weight, count] : weights) counts.push_back({weight, count});
  return counts;
}

}  // namespace

BuiltClass build_class(const ClassifierConfig& config, Shape shape) {
  constexpr std::uint32_t unit_weight = 1;
  BuiltClass built;
  with_classifier(config.type, [&](auto classifier) {
    using Classifier = decltype(classifier);
    if (Classifier::statistic == Statistic::caps) built.weights = weight_histogram(config, shape);
    switch (Classifier::law) {
      case ThresholdLaw::weighted_levels:
        use_score_law(config, shape.levels(),
                      Classifier::statistic == Statistic::caps
                          ? weight_counts(built.weights)
                          : std::vector<WeightCount>{{unit_weight, shape.pixels()}},
                      built);
        break;
      case ThresholdLaw::upper_half:  // each top bit is a fair coin
        use_score_law(config, 2, {{unit_weight, shape.pixels()}}, built);
        break;
      case ThresholdLaw::differing:
        built.threshold = hamming_radius(shape.pixels(), shape.levels(), config.coverage);
        built.coverage = hamming_coverage(shape.pixels(), shape.levels(), built.threshold);
        built.method = "binomial tail";
        break;
      case ThresholdLaw::none:
        built.coverage = 0.5;
        built.method = "exactly half by construction, no threshold";
        break;
      case ThresholdLaw::unknown:
        built.method = "no threshold; the coverage is counted";
        break;
    }
  });
  return built;
}

}  // namespace brink
