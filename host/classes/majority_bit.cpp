// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "cuda/classifier/majority_bit/majority_bit.hpp"
#include "host/classes/host_class.hpp"
#include "host/classes/pair_counts.hpp"
#include "host/classes/pixel_order.hpp"
#include "host/classes/score_threshold.hpp"
#include "host/classes/sum_height.hpp"
#include "host/classes/worst_image.hpp"

namespace brink {
namespace {

constexpr std::uint32_t unit_weight[] = {1};

/// `majority_bit`: the lowest pixels of the upper half move to just below it.
class MajorityBitImage : public ImageClass {
 public:
  explicit MajorityBitImage(const CellJob& job)
      : plan_(job.plan),
        pixels_(job.plan.shape.pixels()),
        counts_(job.plan.shape.levels(), {1, unit_weight, &pixels_}) {}

  std::int64_t score(Levels image) override {
    count(image);
    return MajorityBit::score(plan_, counts_.levels());
  }
  bool inside(std::int64_t score) const override { return MajorityBit::inside(plan_, score); }

  CostBracket leave(Levels image, std::int64_t score, const CostRule& rule,
                    LevelsOut witness) override {
    count(image);
    const LevelCounts counts = counts_.levels();
    const std::uint32_t middle = plan_.shape.levels() / 2;
    std::uint64_t left = steps_to(score, plan_.threshold);
    std::uint32_t last = middle;  // all lower levels flip, and the first `left` pixels of this one
    for (; counts.count[last] < left; ++last) left -= counts.count[last];
    each_by_column(plan_.shape, [&](std::size_t i) {
      const std::uint32_t level = image[i];
      const bool flips = level >= middle && (level < last || (level == last && left > 0));
      if (flips && level == last) --left;
      witness[i] = static_cast<std::uint16_t>(flips ? middle - 1 : level);
    });
    return MajorityBit::cost(plan_, counts, score, rule).cost;
  }

 private:
  void count(Levels image) {
    counts_.clear();
    for (const std::uint16_t level : image) counts_.add(0, level);
    counts_.finish();
  }

  CellPlan plan_;
  std::uint64_t pixels_;
  PairCounts counts_;
};

class HostMajorityBit final : public HostClass {
 public:
  /// Each top bit is a fair coin.
  BuiltClass build(const ClassifierConfig& config, Shape shape) const override {
    return built_by_sum(config.coverage, 2, shape.pixels());
  }
  /// Top bits follow the law of level sums at two levels.
  ExactMoves exact_moves(const CellClass& built, Shape shape, LevelSums& sums) const override {
    return {ExactMoves::Cost::top_bits,
            std::make_shared<HalfSpaceMoves>(sums.at(shape.pixels(), 2), built.threshold, 1)};
  }
  std::optional<HeightLaw> height_law(const CellJob& job) const override {
    return sum_height(1, {{1, job.plan.shape.pixels()}}, job.plan.threshold);
  }
  double largest_cost(const CellClass& built, Shape shape, double p,
                      std::int64_t height) const override {
    const std::int64_t score = 2 * height - static_cast<std::int64_t>(shape.pixels());
    if (score <= built.threshold) return 0;  // no such image is in the class
    return most_of_flips(shape, static_cast<std::uint64_t>(height),
                         steps_to(score, built.threshold), p);
  }
  std::optional<KeptImage> kept_image() const override { return std::nullopt; }
  std::unique_ptr<ImageClass> image_class(const CellJob& job) const override {
    return std::make_unique<MajorityBitImage>(job);
  }
};

}  // namespace

template <>
const HostClass& host_class<MajorityBit>() {
  static const HostMajorityBit instance;
  return instance;
}

}  // namespace brink
