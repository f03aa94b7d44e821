// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/tally/cost_grid.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <limits>
#include <utility>

namespace brink {
namespace {

/// The least cost above `limit`, by the comparison that counts images within a radius. The
/// largest integer where there is none.
std::uint64_t least_above(double limit, bool real) {
  std::uint64_t below = 0, above = std::numeric_limits<std::uint64_t>::max();
  if (real) above = std::bit_cast<std::uint64_t>(std::numeric_limits<double>::infinity());
  if (cost_value(above, real) <= limit) return std::numeric_limits<std::uint64_t>::max();
  while (below < above) {
    const std::uint64_t middle = below + (above - below) / 2;
    (cost_value(middle, real) <= limit ? below : above) =
        cost_value(middle, real) <= limit ? middle + 1 : middle;
  }
  return above;
}

}  // namespace

CostGrid::CostGrid(bool real, const std::vector<double>& limits, std::size_t most)
    : real_(real), most_(most) {
  for (const double limit : limits) floors_.push_back(least_above(limit, real));
  std::sort(floors_.begin(), floors_.end());
  floors_.erase(std::unique(floors_.begin(), floors_.end()), floors_.end());
}

CostGrid::CostGrid(bool real, Look look)
    : real_(real), most_(std::numeric_limits<std::size_t>::max()), look_(std::move(look)) {}

void CostGrid::round(Tally& tally, int bits) const {
  if (tally.bits <= bits && !tally.refined) return;
  Tally result = none();
  result.bits = bits;
  const CostRounding rule = rounding();
  std::uint32_t radii = 0;
  for (std::size_t i = 0; i < tally.cost.size(); ++i) {
    radii = rule.passed(tally.cost[i], radii);
    append(result, rule.rounded(tally.cost[i], bits, radii), tally.count[i]);
  }
  tally = std::move(result);
}

void CostGrid::coarsen(Tally& tally) const {
  if (tally.refined) round(tally, tally.bits);
}

void CostGrid::keep(Tally& tally) const {
  Tally result = none();
  result.sum = tally.sum ? *tally.sum : look_->sum(tally);
  for (std::size_t i = 0; i < tally.cost.size(); ++i) {
    append(result, look_->kept(tally.cost[i]), tally.count[i]);
  }
  tally = std::move(result);
}

void CostGrid::bound(Tally& tally) const {
  if (tally.cost.size() <= most_) return;
  const CostRounding rule = rounding();
  std::array<std::size_t, CostRounding::entries> joined{};
  std::uint32_t radii = 0;
  for (std::size_t i = 1; i < tally.cost.size(); ++i) {
    radii = rule.passed(tally.cost[i - 1], radii);
    const int bits = rule.bits_that_join(tally.cost[i - 1], tally.cost[i], radii);
    ++joined[static_cast<std::size_t>(bits - CostRounding::never)];
  }
  round(tally, CostRounding::bits_that_leave(most_, joined.data()));
}

void CostGrid::add(Tally more, Tally& sum) const {
  const int bits = std::min(more.bits, sum.bits);
  round(more, bits);
  round(sum, bits);
  if (look_) {
    keep(more);
    keep(sum);
    *more.sum += *sum.sum;
  }
  if (sum.cost.empty()) {
    more.real = real_;  // what comes from another rank does not say it
    sum = std::move(more);
    return bound(sum);
  }
  Tally result = none();
  result.bits = bits;
  result.sum = more.sum;
  result.cost.reserve(sum.cost.size() + more.cost.size());
  result.count.reserve(sum.cost.size() + more.cost.size());
  std::size_t i = 0, j = 0;
  while (i < sum.cost.size() || j < more.cost.size()) {
    const bool first =
        j == more.cost.size() || (i < sum.cost.size() && sum.cost[i] <= more.cost[j]);
    first ? append(result, sum.cost[i], sum.count[i]) : append(result, more.cost[j], more.count[j]);
    ++(first ? i : j);
  }
  sum = std::move(result);
  bound(sum);
}

}  // namespace brink
