// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/run/new_results.hpp"

#include <algorithm>
#include <utility>

#include "host/config/images_per_cell.hpp"
#include "host/result/cost_grids.hpp"
#include "host/result/tables/stopping.hpp"
#include "host/run/groups.hpp"
#include "host/run/records.hpp"

namespace brink {
namespace {

/// The place of each value of `wanted` in `list`, or list.size() where it is not there.
template <class T>
std::vector<std::size_t> positions(const std::vector<T>& list, const std::vector<T>& wanted) {
  std::vector<std::size_t> found;
  for (const T& value : wanted) {
    found.push_back(
        static_cast<std::size_t>(std::find(list.begin(), list.end(), value) - list.begin()));
  }
  return found;
}

}  // namespace

Results new_results(const Config& config, Provenance provenance) {
  Results results;
  results.config = config;
  results.provenance = std::move(provenance);
  results.cells.resize(groups_of(config).size() * config.classifiers.size());
  for (const auto& classifier : config.classifiers) {
    results.classifiers.push_back(record_of(classifier));
  }
  return results;
}

Results continued_results(const Config& config, Provenance provenance, const Results& found) {
  Results results = new_results(config, std::move(provenance));
  results.provenance.earlier = found.provenance.earlier;
  const Config& old = found.config;
  const auto classifier = positions(old.classifiers, config.classifiers);
  const auto channels = positions(old.channels, config.channels);
  const auto n = positions(old.n, config.n);
  const auto bit_depth = positions(old.bit_depth, config.bit_depth);
  const auto p = positions(old.p, config.p);
  const StoppingRule rule(config);
  for (std::size_t c = 0; c < classifier.size(); ++c) {
    if (classifier[c] == old.classifiers.size()) continue;
    results.classifiers[c].threshold_method = found.classifiers[classifier[c]].threshold_method;
    for (const SweepGroup& group : groups_of(config)) {
      const std::size_t at_h = channels[group.channels], at_n = n[group.n];
      const std::size_t at_b = bit_depth[group.bit_depth];
      if (at_h == old.channels.size() || at_n == old.n.size() || at_b == old.bit_depth.size()) {
        continue;
      }
      const CellResult& had = found.cells[found.cell_index(classifier[c], at_h, at_n, at_b)];
      if (!had.begun()) continue;
      CellResult& cell =
          results.cells[results.cell_index(c, group.channels, group.n, group.bit_depth)];
      cell = had;
      cell.tallies = {};
      for (std::size_t i = 0; i < p.size(); ++i) {
        const bool known = p[i] < old.p.size();
        if (!known) cell.lacking.push_back(i);
        cell.tallies.push_back(known ? had.tallies.at(p[i]) : CostTallies{});
      }
      bound_tallies(config, group.shape, cell);
      // Tallies are refined at the quantiles that the file was written with.
      const bool same_quantiles = config.quantiles == old.quantiles;
      if (!same_quantiles || !cell.lacking.empty()) coarsen_tallies(config, group.shape, cell);
      const bool complete = cell.samples == images_per_cell(config, group.shape);
      // With more samples to draw, a cell that had all of its own may end there as well.
      const bool ends = cell.ranges.empty() && rule.ends(cell, group.shape);
      cell.stopped = !complete && (had.stopped || ends);
      cell.done = complete || cell.stopped;
    }
  }
  restore_records(results);
  return results;
}

}  // namespace brink
