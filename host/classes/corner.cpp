// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/classifier/corner/corner.hpp"

#include <algorithm>
#include <memory>

#include "host/classes/host_class.hpp"
#include "host/classes/pixel_order.hpp"
#include "host/theory/corner_moves.hpp"

namespace brink {
namespace {

/// `corner`: both pixels go up.
class CornerImage : public ImageClass {
 public:
  explicit CornerImage(const CellJob& job) : plan_(job.plan) {}

  std::int64_t score(Levels image) override { return Corner::score(plan_, levels(image)); }
  bool inside(std::int64_t score) const override { return Corner::inside(plan_, score); }

  CostBracket leave(Levels image, std::int64_t score, const CostRule& rule,
                    LevelsOut witness) override {
    const LevelPair seen = levels(image);
    const Corner::Move move = Corner::move(plan_, seen, rule);
    std::uint64_t high = plan_.pixel, low = second_pixel(plan_);
    if (seen.first < seen.second) std::swap(high, low);
    if (seen.first == seen.second) {
      bool low_seen = false;  // Of equal pixels the one that comes first in column order is `high`.
      each_by_column(plan_.shape, [&](std::size_t i) {
        if (i == low && !low_seen) low_seen = true;
        if (i == high && low_seen) std::swap(high, low);
      });
    }
    std::copy(image.begin(), image.end(), witness.begin());
    witness[high] = static_cast<std::uint16_t>(witness[high] + move.high);
    witness[low] = static_cast<std::uint16_t>(witness[low] + move.low);
    return Corner::cost(plan_, seen, score, rule).cost;
  }

 private:
  LevelPair levels(Levels image) const {
    if (image.size() == 1) return {image[0], 0};
    return {image[plan_.pixel], image[second_pixel(plan_)]};
  }

  CellPlan plan_;
};

class HostCorner final : public HostClass {
 public:
  BuiltClass build(const ClassifierConfig&, Shape shape) const override {
    BuiltClass built;
    built.method = "pairs of levels are counted in integers";
    const double levels = shape.levels();
    if (shape.pixels() == 1) {
      built.threshold = one_pixel(shape);
      built.coverage = 0.5;
    } else {
      built.threshold = CornerMoves::largest_half(shape.levels());
      built.coverage = static_cast<double>(CornerMoves(built.threshold).size()) / (levels * levels);
    }
    return built;
  }
  ExactMoves exact_moves(const CellClass& built, Shape shape, LevelSums&) const override {
    if (shape.pixels() == 1) {  // the mirror image of `dictator`
      return {
          ExactMoves::Cost::steps_of_pixel, std::make_shared<DictatorMoves>(shape.levels()), {}};
    }
    return {ExactMoves::Cost::pixels, nullptr,
            [law = CornerMoves(built.threshold)](double p, double cost) {
              return law.within(p, cost);
            }};
  }
  std::optional<KeptImage> kept_image() const override { return std::nullopt; }
  std::unique_ptr<ImageClass> image_class(const CellJob& job) const override {
    return std::make_unique<CornerImage>(job);
  }

 private:
  /// rho of an image of one pixel: just below the square of q/2.
  static std::int64_t one_pixel(Shape shape) {
    const std::int64_t half = shape.levels() / 2;
    return half * half - 1;
  }
};

}  // namespace

template <>
const HostClass& host_class<Corner>() {
  static const HostCorner instance;
  return instance;
}

}  // namespace brink
