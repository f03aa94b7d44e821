// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <string>
#include <vector>

#include "cuda/classifier/hash/hash_search.hpp"
#include "cuda/classifier/network/network.hpp"
#include "cuda/classifier/voronoi/half_space_pixels.hpp"
#include "cuda/solver/cheapest_bits.hpp"
#include "cuda/solver/equal_steps.hpp"
#include "cuda/solver/greedy_steps.hpp"
#include "cuda/solver/weighted_steps.hpp"
#include "host/cpu/collector.hpp"
#include "host/cpu/draw/weight_stream.hpp"
#include "tests/cuda/naive_network.hpp"
#include "tests/cuda/pixels.hpp"

namespace brink {

using Counts = std::map<std::uint64_t, std::uint64_t>;

/// The right results of one cell, computed image by image and pixel by pixel from the definitions
/// of docs/spec/classes.md. Only the solvers are those of the program, on counts of every level.
class NaiveCell {
 public:
  NaiveCell(const GroupJob& job, std::size_t cell)
      : job_(job), cell_(job.cells[cell]), upper(job.rules.size()), lower(job.rules.size()) {
    if (type() == "halfspace") weights_ = weights(*cell_.config, job.source.shape);
    if (type() == "hamming_ball") weights_ = centre_levels(*cell_.config, job.source.shape);
  }

  void see(std::uint64_t first, std::uint64_t count) {
    for (std::uint64_t image = first; image < first + count; ++image) see_image(image);
  }

 private:
  const GroupJob& job_;
  const CellJob& cell_;
  std::vector<std::int32_t> weights_;  // of the half-space, or the levels of the centre
  std::vector<std::vector<std::int64_t>> prototypes_;

 public:
  std::uint64_t samples = 0;
  std::uint64_t in_class = 0;
  std::vector<Counts> upper, lower;  ///< [p]

 private:
  const std::string& type() const { return cell_.config->type; }

  void record(std::size_t p, const Solved& solved) {
    ASSERT_TRUE(solved.known);
    ++upper[p][solved.cost.upper];
    if (cell_.bracket[p]) ++lower[p][solved.cost.lower];
  }
  template <class Solve>
  void record_all(Solve solve) {
    ++in_class;
    for (std::size_t p = 0; p < job_.rules.size(); ++p) record(p, solve(job_.rules[p]));
  }

  /// Words 0 and 1 of a Philox block at counter (low, high, 0, stream).
  std::uint64_t words(Domain domain, std::uint32_t low, std::uint32_t high) const {
    const Block block =
        philox({{low, high, 0, job_.source.shape.stream(domain)}}, cell_.config->seed);
    return block.word[0] | std::uint64_t{block.word[1]} << 32;
  }
  void see_hashed(const std::vector<std::uint16_t>& level) {
    HashPair hashes;
    for (std::uint32_t i = 0; i < level.size(); ++i) {
      hashes.image ^= words(Domain::zobrist_table, i, level[i]);
      hashes.negative ^= words(Domain::zobrist_table, i, job_.source.shape.top_level() - level[i]);
    }
    const auto finalised = [&](std::uint64_t hash) {
      return words(Domain::zobrist_finaliser, static_cast<std::uint32_t>(hash),
                   static_cast<std::uint32_t>(hash >> 32));
    };
    if (finalised(hashes.image) <= finalised(hashes.negative)) return;
    const HashedImage hashed{job_.source.shape, cell_.config->seed, level.data(), hashes};
    record_all([&](const CostRule& rule) {
      return solve_hash_search(hashed, rule, hash_search_budget, nullptr);
    });
  }

  void see_by_network(const std::vector<std::uint16_t>& level) {
    const std::int64_t score = NaiveNetwork(job_.source.shape, *cell_.config).score(level);
    if (score <= 0) return;
    std::vector<std::uint64_t> scratch(Network::scratch_words(cell_.plan));
    record_all([&](const CostRule& rule) {
      return Network::cost(cell_.plan, level.data(), score, rule, scratch.data(), nullptr);
    });
  }

  /// The level of pixel i of a prototype: that of centre image j, or of its negative.
  std::int64_t prototype_level(std::uint32_t prototype, std::uint64_t i) const {
    const Shape& shape = job_.source.shape;
    const std::uint32_t word = stream_word(shape.stream(Domain::centre), cell_.config->seed,
                                           prototype / 2, i / shape.pixels_per_word());
    const auto level = static_cast<std::int64_t>(word >> (i % shape.pixels_per_word() * shape.b) &
                                                 shape.top_level());
    return prototype % 2 == 0 ? level : shape.top_level() - level;
  }
  void see_cell(const std::vector<std::uint16_t>& level) {
    std::vector<std::int64_t> square(cell_.config->prototypes);
    for (std::uint32_t c = 0; c < square.size(); ++c) {
      if (prototypes_.size() == c) {  // drawn once for all images
        prototypes_.emplace_back(level.size());
        for (std::uint64_t i = 0; i < level.size(); ++i) prototypes_[c][i] = prototype_level(c, i);
      }
      for (std::uint64_t i = 0; i < level.size(); ++i) {
        const std::int64_t gap = level[i] - prototypes_[c][i];
        square[c] += gap * gap;
      }
    }
    if (*std::min_element(square.begin() + 1, square.end()) <= square[0]) return;
    std::vector<std::uint64_t> scratch(greedy_scratch_words);
    record_all([&](const CostRule& rule) {
      CostBracket least{~std::uint64_t{0}, ~std::uint64_t{0}};
      for (std::uint32_t c = 1; c < square.size(); ++c) {
        const HalfSpacePixels pixels(job_.source.shape, cell_.plan.prototypes, c, level.data());
        const auto goal = static_cast<std::uint64_t>(square[c] - square[0] + 1) / 2;
        const CostBracket cost = solve_greedy_steps(pixels, goal, job_.source.shape.top_level(),
                                                    rule, scratch.data(), [](auto) {})
                                     .cost;
        least.lower = std::min(least.lower, cost.lower);
        least.upper = std::min(least.upper, cost.upper);
      }
      return Solved{least, true};
    });
  }

  void see_image(std::uint64_t image) {
    const Shape& shape = job_.source.shape;
    const std::int64_t threshold = cell_.plan.threshold;
    std::vector<std::uint32_t> level(shape.pixels());
    for (std::uint64_t i = 0; i < level.size(); ++i) level[i] = job_.source.level(image, i);
    ++samples;
    if (type() == "dictator") {
      const std::uint32_t x = level[cell_.config->pixel];
      if (x < shape.levels() / 2) return;
      record_all([&](const CostRule& rule) {
        return solve_uniform_move(1, x - (shape.levels() / 2 - 1), rule);
      });
      return;
    }
    if (type() == "hash") {
      see_hashed({level.begin(), level.end()});
      return;
    }
    if (type() == "network") {
      see_by_network({level.begin(), level.end()});
      return;
    }
    if (type() == "voronoi") {
      see_cell({level.begin(), level.end()});
      return;
    }
    std::int64_t score = 0;
    std::vector<Pixel> pixels;
    bool equal_weights = true;
    for (std::uint64_t i = 0; i < level.size(); ++i) {
      const std::uint32_t top = shape.top_level();
      const std::int64_t centred = 2 * std::int64_t{level[i]} - top;
      if (type() == "halfspace") {
        score += weights_[i] * centred;
        if (weights_[i] == 0) continue;
        pixels.push_back({static_cast<std::uint32_t>(std::abs(weights_[i])),
                          weights_[i] > 0 ? level[i] : top - level[i]});
        equal_weights = equal_weights && pixels.back().weight == pixels.front().weight;
      } else {
        pixels.push_back({1, level[i]});
        if (type() == "brightness") score += centred;
        if (type() == "majority_bit") score += level[i] > top / 2 ? 1 : -1;
        if (type() == "hamming_ball") score += static_cast<int>(level[i]) != weights_[i];
        if (type() == "parity") score += level[i];
      }
    }
    if (type() == "parity") {
      if (score % 2 == 0) return;
      record_all([&](const CostRule& rule) { return solve_uniform_move(1, 1, rule); });
      return;
    }
    if (type() == "hamming_ball") {
      if (score > threshold) return;
      record_all([&](const CostRule& rule) {
        return solve_uniform_move(static_cast<std::uint64_t>(threshold + 1 - score), 1, rule);
      });
      return;
    }
    if (score <= threshold) return;
    const auto goal = static_cast<std::uint64_t>((score - threshold + 1) / 2);
    if (!equal_weights) {
      const CountedPixels counted(shape.levels(), pixels, Visit::every_level);
      record_all(
          [&](const CostRule& rule) { return solve_weighted_steps(counted.get(), goal, rule); });
      return;
    }
    const CountedLevels counted(shape.levels(), pixels, Visit::every_level);
    const std::uint64_t steps = (goal + pixels.front().weight - 1) / pixels.front().weight;
    record_all([&](const CostRule& rule) {
      return type() == "majority_bit" ? solve_cheapest_bits(counted.get(), goal, rule)
                                      : solve_equal_steps(counted.get(), steps, rule);
    });
  }
};

}  // namespace brink
