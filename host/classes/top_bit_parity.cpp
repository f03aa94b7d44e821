// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/classifier/top_bit_parity/top_bit_parity.hpp"

#include <algorithm>
#include <memory>

#include "host/classes/host_half.hpp"
#include "host/classes/pixel_order.hpp"

namespace brink {
namespace {

/// `top_bit_parity`: the pixel nearest to the middle goes just across it.
class TopBitParityImage : public ImageClass {
 public:
  explicit TopBitParityImage(const CellJob& job) : plan_(job.plan) {}

  std::int64_t score(Levels image) override {
    const auto upper = [&](std::uint16_t level) { return level >= plan_.shape.levels() / 2; };
    return std::count_if(image.begin(), image.end(), upper);
  }
  bool inside(std::int64_t score) const override { return TopBitParity::inside(plan_, score); }

  CostBracket leave(Levels image, std::int64_t, const CostRule& rule, LevelsOut witness) override {
    const auto steps = [&](std::size_t i) { return TopBitParity::steps_across(plan_, image[i]); };
    std::size_t nearest = 0;  // the first in column order as well
    each_by_column(plan_.shape, [&](std::size_t i) {
      if (steps(i) < steps(nearest)) nearest = i;
    });
    const std::uint32_t middle = plan_.shape.levels() / 2;
    std::copy(image.begin(), image.end(), witness.begin());
    witness[nearest] = static_cast<std::uint16_t>(image[nearest] < middle ? middle : middle - 1);
    return solve_uniform_move(1, steps(nearest), rule).cost;
  }

 private:
  CellPlan plan_;
};

class HostTopBitParity final : public HostHalf<TopBitParityImage> {
 public:
  ExactMoves exact_moves(const CellClass&, Shape shape, LevelSums&) const override {
    return {ExactMoves::Cost::steps_of_pixel,
            std::make_shared<NearestPixelMoves>(shape.pixels(), shape.levels())};
  }
};

}  // namespace

template <>
const HostClass& host_class<TopBitParity>() {
  static const HostTopBitParity instance;
  return instance;
}

}  // namespace brink
