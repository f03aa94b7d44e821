// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <numeric>

#include "cuda/classifier/parity/parity.hpp"
#include "host/classes/host_half.hpp"
#include "host/classes/neighbour.hpp"

namespace brink {
namespace {

/// `parity`: the first pixel moves one step.
class ParityImage : public ImageClass {
 public:
  explicit ParityImage(const CellJob& job) : plan_(job.plan) {}

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

class HostParity final : public HostHalf<ParityImage> {
 public:
  ExactMoves exact_moves(const CellClass&, Shape, LevelSums&) const override {
    return {ExactMoves::Cost::pixels, std::make_shared<ParityMoves>()};
  }
};

}  // namespace

template <>
const HostClass& host_class<Parity>() {
  static const HostParity instance;
  return instance;
}

}  // namespace brink
