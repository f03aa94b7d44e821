// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/sampler/alias_table.hpp"

#include <bit>
#include <numeric>
#include <stdexcept>

#include "cuda/costs.hpp"

namespace brink {
namespace {

void check(const std::vector<std::uint64_t>& weight) {
  constexpr std::size_t max_columns = std::size_t{1} << 32;
  if (weight.size() < 2 || weight.size() > max_columns || !std::has_single_bit(weight.size())) {
    throw std::invalid_argument("alias table: the outcomes must be a power of two");
  }
  const Uint128 sum = std::accumulate(weight.begin(), weight.end(), Uint128{0});
  if (sum != Uint128{1} << 64) {
    throw std::invalid_argument("alias table: the weights must sum to 2^64");
  }
}

}  // namespace

/// Vose's order. Every build must keep it, because it decides which words give which outcome.
/// There are two stacks: outcomes that do not fill a column, and outcomes that more than fill
/// one. Outcomes are pushed in ascending order. One outcome is taken from the top of each stack;
/// the large outcome fills the small one's column and goes back to the stack where its rest
/// belongs.
std::vector<std::uint64_t> alias_columns(const std::vector<std::uint64_t>& weight) {
  check(weight);
  const int column_bits = std::countr_zero(weight.size());
  const std::uint64_t full = std::uint64_t{1} << (64 - column_bits);
  std::vector<std::uint64_t> left = weight;
  std::vector<std::uint64_t> column(weight.size());
  std::vector<std::size_t> small, large;
  const auto sort_in = [&](std::size_t outcome) {
    if (left[outcome] < full) {
      small.push_back(outcome);
    } else if (left[outcome] > full) {
      large.push_back(outcome);
    } else {
      column[outcome] = outcome;  // is its own alias and needs no cut
    }
  };
  for (std::size_t outcome = 0; outcome < weight.size(); ++outcome) sort_in(outcome);
  while (!small.empty()) {  // then some outcome is large: together they fill all columns
    const std::size_t filled = small.back(), by = large.back();
    small.pop_back();
    large.pop_back();
    column[filled] = left[filled] << column_bits | by;
    left[by] -= full - left[filled];
    sort_in(by);
  }
  return column;
}

}  // namespace brink
