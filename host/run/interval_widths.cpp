// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/run/interval_widths.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <utility>

#include "host/result/distances.hpp"
#include "host/result/tables/interval_method.hpp"

namespace brink {

WidthRange interval_widths(const Config& config, Shape shape, const CellResult& cell) {
  WidthRange range;
  // Of a stratum alone no share is told.
  if (cell.in_class == 0 || config.tilted()) return range;
  const IntervalMethod intervals(config);
  // An interval is the wider the closer its count is to one half of the images.
  const auto from_half = [&](std::uint64_t moved) {
    return 2 * moved > cell.in_class ? 2 * moved - cell.in_class : cell.in_class - 2 * moved;
  };
  std::map<std::uint64_t, std::uint64_t> exact;  // distance from one half -> count
  std::set<std::pair<std::uint64_t, std::uint64_t>> bracketed;
  for (std::size_t i = 0; i < config.p.size(); ++i) {
    const double p = config.p[i];
    const CostTallies& tallies = cell.tallies.at(i);
    const Distances upper(tallies.upper, p, shape);
    const Distances lower(tallies.lower ? *tallies.lower : tallies.upper, p, shape);
    for (const double value : config.radius) {
      const double radius = radius_at(config, value, p, shape.n);
      const std::uint64_t moved = upper.within(radius), possible = lower.within(radius);
      if (!tallies.lower) {
        exact.emplace(from_half(moved), moved);
      } else {
        bracketed.emplace(moved, possible);
      }
    }
  }
  const auto add = [&](std::uint64_t moved, std::uint64_t possible, bool bracket) {
    const Interval interval = intervals(moved, possible, cell.in_class, bracket);
    range.add(interval.upper - interval.lower);
  };
  if (!exact.empty()) {
    for (const auto& [distance, moved] : {*exact.begin(), *exact.rbegin()}) {
      add(moved, moved, false);
    }
  }
  for (const auto& [moved, possible] : bracketed) add(moved, possible, true);
  return range;
}

}  // namespace brink
