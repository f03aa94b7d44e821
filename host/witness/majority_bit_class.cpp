// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/witness/classes.hpp"
#include "host/witness/pair_counts.hpp"
#include "host/witness/pixel_order.hpp"

namespace brink {
namespace {

constexpr std::uint32_t unit_weight[] = {1};

/// `majority_bit`: the lowest pixels of the upper half go just below it.
class MajorityBitClass : public ImageClass {
 public:
  explicit MajorityBitClass(const CellJob& job)
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
    std::uint32_t last = middle;  // below it all flip, of it the first `left`
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

}  // namespace

std::unique_ptr<ImageClass> image_class_of(MajorityBit, const CellJob& job) {
  return std::make_unique<MajorityBitClass>(job);
}

}  // namespace brink
