// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/classifier/linear/linear.hpp"

#include <cstdlib>
#include <memory>

#include "host/classes/host_class.hpp"
#include "host/classes/image_class_of.hpp"
#include "host/classes/score_threshold.hpp"
#include "host/config/class_file.hpp"

namespace brink {
namespace {

/// The weights up to which the law of a score is known.
constexpr std::uint32_t most_law_weight = 1023;

std::map<std::uint32_t, std::uint64_t> histogram(const std::vector<std::int32_t>& weights) {
  std::map<std::uint32_t, std::uint64_t> counts;
  for (const std::int32_t w : weights) ++counts[static_cast<std::uint32_t>(std::abs(w))];
  return counts;
}

/// P(s > threshold) of the half-space's score, and how it is known.
BuiltClass built_half_space(const ClassifierConfig& config, Shape shape) {
  BuiltClass built;
  built.weights = histogram(class_array(config));
  std::vector<WeightCount> counts;
  for (const auto& [weight, pixels] : built.weights) counts.push_back({weight, pixels});
  const bool given = config.threshold != threshold_by_coverage;
  if (built.weights.rbegin()->first > most_law_weight) {
    built.threshold = given ? config.threshold : 0;  // where the wanted coverage is 1/2
    built.method =
        given ? "given; the coverage is measured" : "symmetry: T = 0; the coverage is measured";
    return built;
  }
  if (!given) {
    BuiltClass by_law = built_by_score(config.coverage, shape.levels(), std::move(counts));
    by_law.weights = std::move(built.weights);
    return by_law;
  }
  const ScoreLaw law(shape.levels(), std::move(counts));
  built.threshold = config.threshold;
  built.coverage = law.above(config.threshold);
  built.method = "given; the coverage by " + law.method();
  return built;
}

class HostLinear final : public HostClass {
 public:
  BuiltClass build(const ClassifierConfig& config, Shape shape) const override {
    if (config.type == "halfspace") return built_half_space(config, shape);
    return {0, std::nullopt, measured_method, {}};
  }
  ExactMoves exact_moves(const CellClass& built, Shape shape, LevelSums& sums) const override {
    if (built.common_weight == 0) return {};  // no law is known where weights differ
    return {ExactMoves::Cost::steps,
            std::make_shared<HalfSpaceMoves>(sums.at(built.weighted_pixels, shape.levels()),
                                             built.threshold, built.common_weight)};
  }
  /// The file has them.
  std::optional<KeptImage> kept_image() const override { return std::nullopt; }
  std::unique_ptr<ImageClass> image_class(const CellJob& job) const override {
    return std::make_unique<ImageClassOf<Linear>>(job);
  }
  void add_tables(CellJob& job) const override {
    job.linear =
        std::make_shared<const LinearTables>(*job.config, job.plan.shape, job.plan.threshold);
    job.plan.half_spaces = job.linear->view();
  }
};

}  // namespace

template <>
const HostClass& host_class<Linear>() {
  static const HostLinear instance;
  return instance;
}

}  // namespace brink
