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
  static constexpr const char* proof = measured_proof;
  static constexpr std::array<const char*, 3> keys = {"file", "offsets", "cell"};
  static constexpr Statistic statistic = Statistic::image;

  BRINK_HD static std::size_t scratch_words(const CellPlan& plan) {
    return solver_words(plan) + kept_words(plan);
  }
  BRINK_HD static std::size_t kept_words(const CellPlan& plan) { return plan.half_spaces.count; }

  /// The smallest margin, and the threshold.
  BRINK_HD static std::int64_t score(const CellPlan& plan, const std::uint16_t* image,
                                     Scratch scratch) {
    const std::uint64_t pixels = plan.shape.pixels();
    std::uint64_t* const margins = scratch + solver_words(plan);
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

  /// Each end is the smallest of the same ends over all half-spaces. Where they differ, a search
  /// goes through the half-spaces whose lower end is below the upper one.
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
    if (least.lower < least.upper && !worker.stopped()) {
      // One member searches, because each step needs the one before.
      worker.sync();
      if (worker.rank() == 0) least = search(plan, image, least, rule, scratch, witness);
      worker.sync();
      least = {worker.from(least.lower, 0), worker.from(least.upper, 0)};
    }
    return {least, true};
  }

 private:
  BRINK_HD static std::size_t solver_words(const CellPlan& plan) {
    return plan.half_spaces.one_size ? greedy_scratch_words : searched_scratch_words;
  }
  BRINK_HD static std::uint64_t goal(const CellPlan& plan, std::uint32_t space, Scratch scratch) {
    return (scratch[solver_words(plan) + space] + 1) / 2;
  }

  template <class Worker>
  BRINK_HD_CALLED static CostBracket leave(const CellPlan& plan, const std::uint16_t* image,
                                           std::uint32_t space, const CostRule& rule,
                                           Scratch scratch, std::uint16_t* witness) {
    const LinearPixels<Worker> pixels(plan.shape, plan.half_spaces, space, image);
    return solve_greedy_steps<Worker>(pixels, goal(plan, space, scratch), plan.shape.top_level(),
                                      rule, scratch,
                                      [&](auto steps) {
                                        if (witness != nullptr) pixels.move(steps, witness);
                                      })
        .cost;
  }

  BRINK_HD_CALLED static CostBracket search(const CellPlan& plan, const std::uint16_t* image,
                                            CostBracket known, const CostRule& rule,
                                            Scratch scratch, std::uint16_t* witness) {
    std::uint64_t open = ~std::uint64_t{0};  // the least lower end where a search gave up
    for (std::uint32_t space = 0; space < plan.half_spaces.count; ++space) {
      const CostBracket own = leave<Alone>(plan, image, space, rule, scratch, nullptr);
      if (own.lower >= known.upper) continue;
      const LinearPixels<Alone> pixels(plan.shape, plan.half_spaces, space, image);
      const Searched found =
          search_steps(pixels, goal(plan, space, scratch), plan.shape.top_level(), rule,
                       known.upper, scratch, [&](auto steps, auto each_change) {
                         if (witness == nullptr) return;
                         pixels.move(steps, witness);
                         each_change([&](std::uint64_t pixel, std::uint32_t taken) {
                           pixels.move_one(pixel, taken, witness);
                         });
                       });
      if (found.cost != 0) known.upper = found.cost;
      if (!found.complete && own.lower < open) open = own.lower;
    }
    return {open < known.upper ? open : known.upper, known.upper};
  }
};

}  // namespace brink
