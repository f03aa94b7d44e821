// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "cuda/classifier/cell_plan.hpp"
#include "cuda/classifier/hash/hash_search.hpp"
#include "cuda/classifier/hash/zobrist.hpp"
#include "cuda/classifier/whole_image.hpp"

namespace brink {

/// C = {x : g(H(x)) > g(H(x̄))}, where H is a Zobrist hash and g a random function. The class has
/// no structure at all (docs/spec/classes.md#hash).
struct Hash {
  static constexpr const char* type = "hash";
  static constexpr const char* proof =
      "the negative maps C outside C: it swaps the two sides of the comparison";
  static constexpr std::array<const char*, 1> keys = {"seed"};
  static constexpr Statistic statistic = Statistic::image;

  BRINK_HD static std::size_t scratch_words(const CellPlan& plan) { return kept_words(plan); }
  BRINK_HD static std::size_t kept_words(const CellPlan&) { return 2; }

  /// The sign of g(H(x)) - g(H(x̄)).
  BRINK_HD static std::int64_t score(const CellPlan& plan, const std::uint16_t* image,
                                     Scratch scratch) {
    HashPair hashes;
    hash_pixels(plan.shape, plan.seed, image, 0, plan.shape.pixels(), hashes);
    return score(plan, hashes, scratch);
  }
  /// Does the same from the hashes, for callers that compute them more quickly.
  BRINK_HD static std::int64_t score(const CellPlan& plan, const HashPair& hashes,
                                     Scratch scratch) {
    scratch[0] = hashes.image;
    scratch[1] = hashes.negative;
    const Zobrist zobrist(plan.shape, plan.seed);
    const std::uint64_t own = zobrist.finalised(hashes.image);
    const std::uint64_t other = zobrist.finalised(hashes.negative);
    return own > other ? 1 : own < other ? -1 : 0;
  }
  BRINK_HD static bool inside(const CellPlan&, std::int64_t score) { return score > 0; }

  /// Every search may give up, although hardly any does.
  BRINK_HD static bool bracketed(const CellPlan&, Norm) { return true; }

  BRINK_HD static Solved cost(const CellPlan& plan, const std::uint16_t* image, std::int64_t,
                              const CostRule& rule, Scratch scratch, std::uint16_t* witness) {
    const HashedImage hashed{plan.shape, plan.seed, image, {scratch[0], scratch[1]}};
    return solve_hash_search(hashed, rule, hash_search_budget, witness);
  }
};

}  // namespace brink
