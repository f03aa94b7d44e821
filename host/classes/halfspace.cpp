// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <utility>
#include <vector>

#include "cuda/classifier/halfspace/halfspace.hpp"
#include "host/classes/half_space_image.hpp"
#include "host/classes/host_class.hpp"
#include "host/classes/score_threshold.hpp"
#include "host/classes/sum_height.hpp"
#include "host/cpu/draw/weight_stream.hpp"

namespace brink {
namespace {

class HostHalfSpace final : public HostClass {
 public:
  BuiltClass build(const ClassifierConfig& config, Shape shape) const override {
    std::map<std::uint32_t, std::uint64_t> weights = weight_histogram(config, shape);
    std::vector<WeightCount> counts;
    for (const auto& [weight, pixels] : weights) counts.push_back({weight, pixels});
    BuiltClass built = built_by_score(config.coverage, shape.levels(), std::move(counts));
    built.weights = std::move(weights);
    return built;
  }
  ExactMoves exact_moves(const CellClass& built, Shape shape, LevelSums& sums) const override {
    if (built.common_weight == 0) return {};  // no law is known where weights differ
    return {ExactMoves::Cost::steps,
            std::make_shared<HalfSpaceMoves>(sums.at(built.weighted_pixels, shape.levels()),
                                             built.threshold, built.common_weight)};
  }
  std::optional<HeightLaw> height_law(const CellJob& job) const override {
    std::vector<WeightCount> weights;
    for (std::size_t c = 0; c < job.weight.size(); ++c) {
      weights.push_back({job.weight[c], job.weight_size[c]});
    }
    return sum_height(job.plan.shape.b, std::move(weights), job.plan.threshold);
  }
  double largest_cost(const CellClass& built, Shape shape, double p,
                      std::int64_t height) const override {
    if (built.common_weight == 0) return HostClass::largest_cost(built, shape, p, height);
    return most_of_sum(shape, built.weighted_pixels, built.common_weight, built.threshold, height,
                       p);
  }
  std::optional<KeptImage> kept_image() const override { return KeptImage{"weights", weights}; }
  std::unique_ptr<ImageClass> image_class(const CellJob& job) const override {
    return std::make_unique<HalfSpaceImage<HalfSpace>>(job, SignedWeights(job),
                                                       weight_rule(*job.config).unit());
  }
};

}  // namespace

template <>
const HostClass& host_class<HalfSpace>() {
  static const HostHalfSpace instance;
  return instance;
}

}  // namespace brink
