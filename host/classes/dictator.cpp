// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <memory>

#include "cuda/classifier/dictator/dictator.hpp"
#include "host/classes/host_half.hpp"

namespace brink {
namespace {

/// `dictator`: its pixel moves to just below the middle.
class DictatorImage : public ImageClass {
 public:
  explicit DictatorImage(const CellJob& job) : plan_(job.plan) {}

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

class HostDictator final : public HostHalf<DictatorImage> {
 public:
  ExactMoves exact_moves(const CellClass&, Shape shape, LevelSums&) const override {
    return {ExactMoves::Cost::steps_of_pixel, std::make_shared<DictatorMoves>(shape.levels())};
  }
};

}  // namespace

template <>
const HostClass& host_class<Dictator>() {
  static const HostDictator instance;
  return instance;
}

}  // namespace brink
