// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "cuda/classifier/cell_plan.hpp"
#include "cuda/classifier/voronoi/half_space_pixels.hpp"
#include "cuda/classifier/whole_image.hpp"
#include "cuda/hd_called.hpp"
#include "cuda/solver/greedy_steps.hpp"

namespace brink {

/// C = {x : x is strictly nearer to prototype 0 than to every other}, in Euclidean distance
/// (docs/spec/classes.md#voronoi). This is an intersection of half-spaces, one for each other
/// prototype c, whose margin |x-c|^2 - |x-c0|^2 is above 0.
struct Voronoi {
  static constexpr const char* type = "voronoi";
  static constexpr const char* proof =
      "the negative maps C into the cell of prototype 1, the negative of prototype 0, "
      "which is disjoint from C";
  static constexpr std::array<const char*, 4> keys = {"prototypes", "seed", "file", "cell"};
  static constexpr Statistic statistic = Statistic::image;

  BRINK_HD static std::size_t scratch_words(const CellPlan& plan) {
    return greedy_scratch_words + kept_words(plan);
  }
  BRINK_HD static std::size_t kept_words(const CellPlan& plan) { return prototypes(plan); }

  /// The smallest margin.
  BRINK_HD static std::int64_t score(const CellPlan& plan, const std::uint16_t* image,
                                     Scratch scratch) {
    const std::uint64_t pixels = plan.shape.pixels();
    std::uint64_t* const margins = scratch + greedy_scratch_words;
    std::uint64_t sum = 0;
    for (std::uint64_t i = 0; i < pixels; ++i) sum += image[i];
    for (std::uint32_t pair = 0; pair < plan.prototypes.pairs; ++pair) {
      const std::uint16_t* const level = plan.prototypes.level + pair * pixels;
      std::uint64_t product = 0;
      for (std::uint64_t i = 0; i < pixels; ++i) product += std::uint32_t{image[i]} * level[i];
      set_distances(plan, pair, sum, product, margins);
    }
    return to_margins(plan, margins);
  }
  /// Computes a score in steps, for callers that have a quicker way to the sums. For each pair of
  /// prototypes, set_distances takes the sum of the image's levels and the sum of their products
  /// with the levels of prototype 2 pair, and gives the distances of the image from both
  /// prototypes. Then the margins follow. `margins` are the last kept_words() words of the
  /// scratch.
  BRINK_HD static void set_distances(const CellPlan& plan, std::uint32_t pair, std::uint64_t sum,
                                     std::uint64_t product, std::uint64_t* margins) {
    // |x-c|^2 without |x|^2, which all prototypes share. The sums may wrap; their differences are
    // right.
    const std::uint64_t* const square = plan.prototypes.square_sum + std::size_t{2} * pair;
    margins[2 * pair] = square[0] - 2 * product;
    margins[2 * pair + 1] = square[1] - 2 * (sum * plan.shape.top_level() - product);
  }
  BRINK_HD static std::int64_t to_margins(const CellPlan& plan, std::uint64_t* margins) {
    const std::uint64_t own = margins[0];
    for (std::uint32_t other = 1; other < prototypes(plan); ++other) margins[other] -= own;
    margins[0] = 0;
    return smallest(plan, margins, nothing).margin;
  }
  BRINK_HD static bool inside(const CellPlan&, std::int64_t score) { return score > 0; }

  /// At q = 2 every weight is 0 or 1, and the cost is exact.
  BRINK_HD static bool bracketed(const CellPlan& plan, Norm norm) {
    return plan.shape.b > 1 && !greedy_is_exact(norm);
  }

  template <class Worker = Alone>
  BRINK_HD static Solved cost(const CellPlan& plan, const std::uint16_t* image, std::int64_t,
                              const CostRule& rule, Scratch scratch, std::uint16_t* witness,
                              const Worker& worker = {}) {
    const std::uint64_t* const margins = scratch + greedy_scratch_words;
    CostBracket least{~std::uint64_t{0}, ~std::uint64_t{0}};
    Other nearest = nothing;
    Other other = nothing;
    for (std::uint32_t tried = 1; tried < prototypes(plan) && !worker.stopped(); ++tried) {
      other = smallest(plan, margins, other);
      if (nearest.index != 0 && surely_above<Worker>(plan, other, least.upper, rule, scratch)) {
        continue;
      }
      const CostBracket cost = leave<Worker>(plan, image, other, rule, scratch, nullptr);
      if (cost.lower < least.lower) least.lower = cost.lower;
      if (cost.upper >= least.upper) continue;
      least.upper = cost.upper;
      nearest = other;
    }
    if (witness != nullptr) leave<Worker>(plan, image, nearest, rule, scratch, witness);
    return {least, true};
  }

 private:
  /// A prototype other than 0, and its margin.
  struct Other {
    std::uint32_t index;
    std::int64_t margin;
  };
  static constexpr Other nothing{0, -0x7fffffffffffffff - 1};

  BRINK_HD static std::uint32_t prototypes(const CellPlan& plan) {
    return 2 * plan.prototypes.pairs;
  }

  /// The other prototype that follows `after` in the order of margins.
  BRINK_HD static Other smallest(const CellPlan& plan, const std::uint64_t* margins, Other after) {
    Other found = nothing;
    for (std::uint32_t index = 1; index < prototypes(plan); ++index) {
      const auto margin = static_cast<std::int64_t>(margins[index]);
      if (margin < after.margin || (margin == after.margin && index <= after.index)) continue;
      if (found.index == 0 || margin < found.margin) found = {index, margin};
    }
    return found;
  }

  /// What steps must gain to leave: a step towards the other prototype takes 2|w_i| off the
  /// margin.
  BRINK_HD static std::uint64_t goal_of(Other other) {
    return (static_cast<std::uint64_t>(other.margin) + 1) / 2;
  }

  template <class Worker>
  BRINK_HD_CALLED static CostBracket leave(const CellPlan& plan, const std::uint16_t* image,
                                           Other other, const CostRule& rule, Scratch scratch,
                                           std::uint16_t* witness) {
    const HalfSpacePixels<Worker> pixels(plan.shape, plan.prototypes, other.index, image);
    return solve_greedy_steps<Worker>(pixels, goal_of(other), plan.shape.top_level(), rule, scratch,
                                      [&](auto steps) {
                                        if (witness != nullptr) pixels.move(steps, witness);
                                      })
        .cost;
  }

  /// Whether even an image that is free to move every pixel all the way would pay more than
  /// `cost`. The function asks only where that is quicker than solving the image itself.
  template <class Worker>
  BRINK_HD_CALLED static bool surely_above(const CellPlan& plan, Other other, std::uint64_t cost,
                                           const CostRule& rule, Scratch scratch) {
    if (plan.shape.pixels() < plan.shape.levels()) return false;
    const FreePixels<Worker> pixels(
        plan.prototypes.weight_count + std::size_t{other.index} * plan.shape.levels(),
        plan.shape.top_level());
    const Solved free = solve_greedy_steps<Worker>(pixels, goal_of(other), plan.shape.top_level(),
                                                   rule, scratch, [](auto) {});
    return free.cost.lower > cost;
  }
};

}  // namespace brink
