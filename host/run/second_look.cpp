// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/run/second_look.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>
#include <utility>

#include "host/run/lookout.hpp"

namespace brink {
namespace {

bool lacks_look(const TallyFacts& facts) { return facts.bits != Tally::exact && !facts.refined; }

bool lacks_look(const CellResult& cell, std::size_t p) {
  const auto [upper, lower] = cell.tallies.facts(p);
  return lacks_look(upper) || (lower && lacks_look(*lower));
}

bool lacks_look(const CellResult& cell) {
  if (!cell.done) return false;
  for (std::size_t p = 0; p < cell.tallies.size(); ++p) {
    if (lacks_look(cell, p)) return true;
  }
  return false;
}

/// Calls use(end, whether it is the lower one) for the rounded ends at one p.
template <class Use>
void for_rounded_ends(CostTallies& tallies, Use use) {
  if (tallies.upper.bits != Tally::exact) use(tallies.upper, false);
  if (tallies.lower && tallies.lower->bits != Tally::exact) use(*tallies.lower, true);
}

std::vector<NormLook> looks_at(const Config& config, const std::vector<CellResult*>& cells) {
  std::vector<NormLook> looks;
  for (std::size_t p = 0; p < config.p.size(); ++p) {
    CostIntervals kept;
    for (const CellResult* const cell : cells) {
      if (!lacks_look(*cell, p)) continue;
      CostTallies tallies = cell->tallies.at(p);
      for_rounded_ends(tallies, [&](const Tally& end, bool) {
        kept = united(kept, gaps_of(end, config.quantiles));
      });
    }
    if (!kept.empty()) looks.push_back({p, std::move(kept)});
  }
  return looks;
}

}  // namespace

bool look_again(const Results& found, const std::vector<CellPlace>& places,
                const std::vector<CellResult*>& cells, SharedTables& tables,
                const RunOptions& options, Progress& progress) {
  const Config& config = found.config;
  std::vector<NormLook> looks = looks_at(config, cells);
  if (looks.empty()) return true;
  const GroupJob job = looking(job_of(config, places, tables), config, std::move(looks));
  std::vector<CellTally> seen = tally_again(found, places, job, options, progress);
  if (seen.empty()) return false;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    for (std::size_t j = 0; j < job.looks.size(); ++j) {
      const auto& [p, kept] = job.looks[j];
      if (!lacks_look(*cells[i], p)) continue;
      const Look look(kept, config.p[p], places[i].shape);
      cells[i]->tallies.change(p, [&](CostTallies& tallies) {
        for_rounded_ends(tallies, [&](Tally& end, bool lower) {
          CostAccumulator& costs = (lower ? seen[i].lower : seen[i].upper)[j];
          end = look.refined(end, costs.tally(), config.quantiles);
        });
      });
    }
  }
  return true;
}

bool lacks_second_look(const Results& results) {
  if (results.config.tilted()) return false;  // quantiles are those of classes, not of strata
  return std::any_of(results.cells.begin(), results.cells.end(),
                     [](const CellResult& cell) { return lacks_look(cell); });
}

bool complete_second_look(Results& results, const RunOptions& options) {
  std::vector<CellPlace> places = begun_places(results);
  std::erase_if(places,
                [&](const CellPlace& place) { return !lacks_look(results.cells[place.index]); });
  const auto groups = drawn_together(results, std::move(places));
  double total = 0;
  for (const auto& group : groups) total += pixels_of(results, group);
  Lookout lookout(results, options);
  Progress progress(options.progress, total, 0, [&] { return lookout.clock().now(); });
  SharedTables tables;
  for (const auto& group : groups) {
    const Shape& shape = group.front().shape;
    progress.start_group({fmt::format("second look: h={} n={} b={}", shape.h, shape.n, shape.b), "",
                          static_cast<double>(shape.pixels()), pixels_of(results, group)});
    std::vector<CellResult> cells;
    std::vector<CellResult*> pointers;
    for (const CellPlace& place : group) cells.push_back(results.cells[place.index]);
    for (CellResult& cell : cells) pointers.push_back(&cell);
    if (!look_again(results, group, pointers, tables, options, progress)) return false;
    const std::lock_guard lock(lookout.changing());
    for (std::size_t i = 0; i < group.size(); ++i) {
      results.cells[group[i].index] = std::move(cells[i]);
    }
    options.on_state(results);
  }
  return true;
}

}  // namespace brink
