// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <numeric>
#include <vector>

#include "host/cpu/weight_stream.hpp"
#include "host/witness/classes.hpp"
#include "host/witness/pixel_order.hpp"

namespace brink {
namespace {

/// One step off a level, down where it can.
std::uint16_t neighbour(std::uint16_t level) {
  return static_cast<std::uint16_t>(level > 0 ? level - 1 : 1);
}

/// `hamming_ball`: pixels that agree with the centre take one step off it.
class HammingBallClass : public ImageClass {
 public:
  explicit HammingBallClass(const CellJob& job) : plan_(job.plan) {
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
  /// Of x XOR centre: how many are 0 is all that the class asks for.
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

/// `dictator`: its pixel goes just below the middle.
class DictatorClass : public ImageClass {
 public:
  explicit DictatorClass(const CellJob& job) : plan_(job.plan) {}

  std::int64_t score(Levels image) override { return Dictator::score(plan_, image[plan_.pixel]); }
  bool inside(std::int64_t score) const override { return Dictator::inside(plan_, score); }

  CostBracket leave(Levels image, std::int64_t score, const CostRule& rule,
                    LevelsOut witness) override {
    std::copy(image.begin(), image.end(), witness.begin());
    witness[plan_.pixel] = static_cast<std::uint16_t>(plan_.shape.levels() / 2 - 1);
    return Dictator::cost(plan_, image[plan_.pixel], score, rule).cost;
  }

 private:
  CellPlan plan_;
};

/// `parity`: the first pixel takes one step.
class ParityClass : public ImageClass {
 public:
  explicit ParityClass(const CellJob& job) : plan_(job.plan) {}

  std::int64_t score(Levels image) override { return Parity::score(plan_, sum(image)); }
  bool inside(std::int64_t score) const override { return Parity::inside(plan_, score); }

  CostBracket leave(Levels image, std::int64_t score, const CostRule& rule,
                    LevelsOut witness) override {
    std::copy(image.begin(), image.end(), witness.begin());
    witness[0] = neighbour(image[0]);
    return Parity::cost(plan_, sum(image), score, rule).cost;
  }

 private:
  static LevelCounts sum(Levels image) {
    LevelCounts counts;
    counts.pixels = image.size();
    counts.sum = std::accumulate(image.begin(), image.end(), std::uint64_t{0});
    return counts;
  }

  CellPlan plan_;
};

}  // namespace

std::unique_ptr<ImageClass> image_class_of(HammingBall, const CellJob& job) {
  return std::make_unique<HammingBallClass>(job);
}

std::unique_ptr<ImageClass> image_class_of(Dictator, const CellJob& job) {
  return std::make_unique<DictatorClass>(job);
}

std::unique_ptr<ImageClass> image_class_of(Parity, const CellJob& job) {
  return std::make_unique<ParityClass>(job);
}

}  // namespace brink
