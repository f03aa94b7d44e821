// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "cuda/classifier/cell_plan.hpp"
#include "cuda/classifier/linear/half_spaces.hpp"
#include "cuda/classifier/whole_image.hpp"
#include "cuda/hd_called.hpp"
#include "cuda/solver/greedy_steps.hpp"

namespace brink {

/// C = {x : f_c(x) is the largest of k linear scores}, an intersection of half-spaces
/// (docs/spec/classes.md#linear). Every class whose weights come from a file is judged here: also
/// a `halfspace`, which is one half-space, and a cell of a `voronoi`
/// (ClassifierConfig::judged_as).
struct Linear {
  static constexpr const char* type = "linear";
  static constexpr const char* proof = "none: the coverage is measured";
  static constexpr std::array<const char*, 3> keys = {"file", "offsets", "cell"};
  static constexpr Statistic statistic = Statistic::image;

  BRINK_HD static std::size_t scratch_words(const CellPlan& plan) {
    return greedy_scratch_words + kept_words(plan);
  }
  BRINK_HD static std::size_t kept_words(const CellPlan& plan) { return plan.half_spaces.count; }

  /// The smallest margin, and the threshold.
  BRINK_HD static std::int64_t score(const CellPlan& plan, const std::uint16_t* image,
                                     Scratch scratch) {
    const std::uint64_t pixels = plan.shape.pixels();
    std::uint64_t* const margins = scratch + greedy_scratch_words;
    for (std::uint32_t space = 0; space < plan.half_spaces.count; ++space) {
      const std::int32_t* const weight = plan.half_spaces.weight + space * pixels;
      std::int64_t sum = 0;
      for (std::uint64_t i = 0; i < pixels; ++i) sum += std::int64_t{weight[i]} * image[i];
      set_margin(plan, space, static_cast<std::uint64_t>(sum), margins);
    }
    return score_of(plan, margins);
  }
  /// Computes a score in steps, for callers that have a quicker way to the sums of v_i x_i, which
  /// may wrap. `margins` are the last kept_words() words of the scratch.
  BRINK_HD static void set_margin(const CellPlan& plan, std::uint32_t space, std::uint64_t sum,
                                  std::uint64_t* margins) {
    margins[space] = 2 * sum + static_cast<std::uint64_t>(plan.half_spaces.offset[space]);
  }
  BRINK_HD static std::int64_t score_of(const CellPlan& plan, const std::uint64_t* margins) {
    auto least = static_cast<std::int64_t>(margins[0]);
    for (std::uint32_t space = 1; space < plan.half_spaces.count; ++space) {
      const auto margin = static_cast<std::int64_t>(margins[space]);
      if (margin < least) least = margin;
    }
    return least + plan.threshold;
  }
  BRINK_HD static bool inside(const CellPlan& plan, std::int64_t score) {
    return score > plan.threshold;
  }

  BRINK_HD static bool bracketed(const CellPlan& plan, Norm norm) {
    return !plan.half_spaces.one_size && !greedy_is_exact(norm);
  }

  /// Each end is the smallest of the same ends over all half-spaces.
  template <class Worker = Alone>
  BRINK_HD static Solved cost(const CellPlan& plan, const std::uint16_t* image, std::int64_t,
                              const CostRule& rule, Scratch scratch, std::uint16_t* witness,
                              const Worker& worker = {}) {
    CostBracket least{~std::uint64_t{0}, ~std::uint64_t{0}};
    std::uint32_t nearest = 0;
    for (std::uint32_t space = 0; space < plan.half_spaces.count && !worker.stopped(); ++space) {
      const CostBracket cost = leave<Worker>(plan, image, space, rule, scratch, nullptr);
      if (cost.lower < least.lower) least.lower = cost.lower;
      if (cost.upper >= least.upper) continue;
      least.upper = cost.upper;
      nearest = space;
    }
    if (witness != nullptr) leave<Worker>(plan, image, nearest, rule, scratch, witness);
    return {least, true};
  }

 private:
  template <class Worker>
  BRINK_HD_CALLED static CostBracket leave(const CellPlan& plan, const std::uint16_t* image,
                                           std::uint32_t space, const CostRule& rule,
                                           Scratch scratch, std::uint16_t* witness) {
    const LinearPixels<Worker> pixels(plan.shape, plan.half_spaces, space, image);
    const std::uint64_t goal = (scratch[greedy_scratch_words + space] + 1) / 2;
    return solve_greedy_steps<Worker>(pixels, goal, plan.shape.top_level(), rule, scratch,
                                      [&](auto steps) {
                                        if (witness != nullptr) pixels.move(steps, witness);
                                      })
        .cost;
  }
};

}  // namespace brink
