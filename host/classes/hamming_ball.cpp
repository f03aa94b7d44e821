// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <memory>
#include <vector>

#include "cuda/classifier/hamming_ball/hamming_ball.hpp"
#include "host/classes/host_class.hpp"
#include "host/classes/neighbour.hpp"
#include "host/classes/pixel_order.hpp"
#include "host/classes/worst_image.hpp"
#include "host/cpu/draw/weight_stream.hpp"
#include "host/theory/binomial.hpp"

namespace brink {
namespace {

/// `hamming_ball`: pixels that agree with the centre take one step away from it.
class HammingBallImage : public ImageClass {
 public:
  explicit HammingBallImage(const CellJob& job) : plan_(job.plan) {
    const std::vector<std::int32_t> levels = centre_levels(*job.config, plan_.shape);
    centre_.assign(levels.begin(), levels.end());
  }

  std::int64_t score(Levels image) override { return HammingBall::score(plan_, count(image)); }
  bool inside(std::int64_t score) const override { return HammingBall::inside(plan_, score); }

  CostBracket leave(Levels image, std::int64_t score, const CostRule& rule,
                    LevelsOut witness) override {
    std::int64_t left = plan_.threshold + 1 - score;
    each_by_column(plan_.shape, [&](std::size_t i) {
      const bool moves = left > 0 && image[i] == centre_[i];
      if (moves) --left;
      witness[i] = moves ? neighbour(image[i]) : image[i];
    });
    return HammingBall::cost(plan_, count(image), score, rule).cost;
  }

 private:
  /// Counts of x XOR centre. The class needs only the number of zeros.
  LevelCounts count(Levels image) {
    agreeing_ = 0;
    for (std::size_t i = 0; i < image.size(); ++i) agreeing_ += image[i] == centre_[i] ? 1 : 0;
    LevelCounts counts;
    counts.pixels = image.size();
    counts.count = &agreeing_;
    return counts;
  }

  CellPlan plan_;
  std::vector<std::uint16_t> centre_;
  std::uint32_t agreeing_ = 0;
};

class HostHammingBall final : public HostClass {
 public:
  BuiltClass build(const ClassifierConfig& config, Shape shape) const override {
    BuiltClass built;
    built.threshold = hamming_radius(shape.pixels(), shape.levels(), config.coverage);
    built.coverage = hamming_coverage(shape.pixels(), shape.levels(), built.threshold);
    built.method = "binomial tail";
    return built;
  }
  ExactMoves exact_moves(const CellClass& built, Shape shape, LevelSums&) const override {
    return {ExactMoves::Cost::pixels,
            std::make_shared<HammingBallMoves>(shape.pixels(), shape.levels(), built.threshold)};
  }
  std::optional<HeightLaw> height_law(const CellJob& job) const override {
    const std::uint64_t pixels = job.plan.shape.pixels();
    const std::uint32_t levels = job.plan.shape.levels();
    HeightLaw law;
    law.largest = static_cast<std::int64_t>(pixels);
    law.edge = law.largest - job.plan.threshold;
    law.bits = {{1, pixels, levels - 1.0}};
    law.log_at_least = [=, largest = law.largest](std::int64_t y) {
      return std::log(hamming_coverage(pixels, levels, largest - y));
    };
    return law;
  }
  double largest_cost(const CellClass& built, Shape shape, double p,
                      std::int64_t height) const override {
    const std::int64_t moves =
        built.threshold + 1 - (static_cast<std::int64_t>(shape.pixels()) - height);
    return moves < 1 ? 0 : cost_of_pixels(shape, static_cast<std::uint64_t>(moves), p);
  }
  std::optional<KeptImage> kept_image() const override {
    return KeptImage{"centre", centre_levels};
  }
  std::unique_ptr<ImageClass> image_class(const CellJob& job) const override {
    return std::make_unique<HammingBallImage>(job);
  }
};

}  // namespace

template <>
const HostClass& host_class<HammingBall>() {
  static const HostHammingBall instance;
  return instance;
}

}  // namespace brink
