// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/result/cost_grids.hpp"

#include "cuda/norm.hpp"
#include "host/result/distances.hpp"

namespace brink {

CostGrid cost_grid(const Config& config, double p, const Shape& shape) {
  Norm norm;
  norm.p = p;
  std::vector<double> limits;
  for (const double value : config.radius) {
    limits.push_back(cost_limit(radius_at(config, value, p, shape.n), p, shape));
  }
  return CostGrid(!integer_costs(norm, shape), limits);
}

void bound_tallies(const Config& config, const Shape& shape, CellResult& cell) {
  for (std::size_t p = 0; p < cell.tallies.size(); ++p) {
    const CostFacts facts = cell.tallies.facts(p);
    const auto large = [](const TallyFacts& end) {
      return end.costs > most_tallied_costs && !end.refined;
    };
    if (!large(facts.upper) && !(facts.lower && large(*facts.lower))) continue;
    CostTallies tallies = cell.tallies.at(p);
    const CostGrid grid = cost_grid(config, config.p.at(p), shape);
    grid.bound(tallies.upper);
    if (tallies.lower) grid.bound(*tallies.lower);
    cell.tallies.set(p, tallies);
  }
}

void coarsen_tallies(const Config& config, const Shape& shape, CellResult& cell) {
  for (std::size_t p = 0; p < cell.tallies.size(); ++p) {
    const auto [upper, lower] = cell.tallies.facts(p);
    if (!upper.refined && !(lower && lower->refined)) continue;
    const CostGrid grid = cost_grid(config, config.p.at(p), shape);
    cell.tallies.change(p, [&](CostTallies& tallies) {
      grid.coarsen(tallies.upper);
      if (tallies.lower) grid.coarsen(*tallies.lower);
    });
  }
}

}  // namespace brink
