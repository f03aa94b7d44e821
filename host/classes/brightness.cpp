// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "cuda/classifier/brightness/brightness.hpp"
#include "host/classes/half_space_image.hpp"
#include "host/classes/host_class.hpp"
#include "host/classes/score_threshold.hpp"
#include "host/classes/sum_height.hpp"

namespace brink {
namespace {

class HostBrightness final : public HostClass {
 public:
  BuiltClass build(const ClassifierConfig& config, Shape shape) const override {
    return built_by_sum(config.coverage, shape.levels(), shape.pixels());
  }
  ExactMoves exact_moves(const CellClass& built, Shape shape, LevelSums& sums) const override {
    return {ExactMoves::Cost::steps,
            std::make_shared<HalfSpaceMoves>(sums.at(shape.pixels(), shape.levels()),
                                             built.threshold, 1)};
  }
  std::optional<KeptImage> kept_image() const override { return std::nullopt; }
  std::optional<HeightLaw> height_law(const CellJob& job) const override {
    const Shape& shape = job.plan.shape;
    return sum_height(shape.b, {{1, shape.pixels()}}, job.plan.threshold);
  }
  double largest_cost(const CellClass& built, Shape shape, double p,
                      std::int64_t height) const override {
    return most_of_sum(shape, shape.pixels(), 1, built.threshold, height, p);
  }
  std::unique_ptr<ImageClass> image_class(const CellJob& job) const override {
    return std::make_unique<HalfSpaceImage<Brightness>>(job, SignedWeights(job.plan.shape), true);
  }
};

}  // namespace

template <>
const HostClass& host_class<Brightness>() {
  static const HostBrightness instance;
  return instance;
}

}  // namespace brink
