// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/run/drawing_again.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace brink {
namespace {

CellResult cell_of(const CellJob& job, CellTally& tally) {
  CellResult cell;
  cell.samples = tally.samples;
  cell.in_class = tally.in_class;
  cell.built = job.built;
  for (std::size_t p = 0; p < tally.upper.size(); ++p) {
    CostTallies tallies{tally.upper[p].tally(), std::nullopt};
    if (job.bracket[p]) tallies.lower = tally.lower[p].tally();
    cell.tallies.push_back(tallies);
  }
  return cell;
}

}  // namespace

std::vector<CellPlace> begun_places(const Results& found) {
  const Config& config = found.config;
  std::vector<CellPlace> places;
  std::size_t index = 0;
  for (std::size_t k = 0; k < config.classifiers.size(); ++k) {
    for (const std::uint32_t h : config.channels) {
      for (const std::uint32_t n : config.n) {
        for (const std::uint32_t b : config.bit_depth) {
          if (found.cells.at(index).begun()) places.push_back({index, k, Shape{n, h, b}});
          ++index;
        }
      }
    }
  }
  return places;
}

std::vector<std::vector<CellPlace>> drawn_together(const Results& found,
                                                   std::vector<CellPlace> places) {
  std::map<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>, std::vector<CellPlace>>
      by_shape;
  for (const CellPlace& place : places) {
    by_shape[{place.shape.h, place.shape.n, place.shape.b}].push_back(place);
  }
  std::vector<std::vector<CellPlace>> groups;
  for (auto& [shape, same] : by_shape) {
    while (!same.empty()) {
      const auto held = [&](const CellPlace& place) {
        return found.cells[place.index].held(found.config.first_image);
      };
      const auto others = std::stable_partition(
          same.begin(), same.end(),
          [&, first = held(same.front())](const CellPlace& place) { return held(place) == first; });
      groups.emplace_back(same.begin(), others);
      same.erase(same.begin(), others);
    }
  }
  return groups;
}

double pixels_of(const Results& found, const std::vector<CellPlace>& places) {
  return static_cast<double>(found.cells[places.front().index].samples) *
         static_cast<double>(places.front().shape.pixels());
}

GroupJob job_of(const Config& config, const std::vector<CellPlace>& places, SharedTables& tables) {
  const GroupJob every = make_group_job(config, places.front().shape, tables);
  GroupJob job = every;
  job.cells.clear();
  for (const CellPlace& place : places) job.cells.push_back(every.cells[place.classifier]);
  return job;
}

std::vector<CellTally> tally_again(const Results& found, const std::vector<CellPlace>& places,
                                   const GroupJob& job, const RunOptions& options,
                                   Progress& progress) {
  const GroupOptions group_options{options.threads,
                                   [&](std::uint64_t images) { progress.add_images(images); },
                                   options.cancelled};
  std::vector<CellTally> sums = job.tallies();
  const CellResult& cell = found.cells[places.front().index];
  for (const ImageRange& range : cell.held(found.config.first_image)) {
    std::vector<CellTally> part = options.run_group(job, range.first, range.count, group_options);
    if (part.empty()) return {};
    for (std::size_t i = 0; i < sums.size(); ++i) sums[i].add(std::move(part.at(i)));
  }
  return sums;
}

std::vector<CellResult> draw_again(const Results& found, const std::vector<CellPlace>& places,
                                   SharedTables& tables, const RunOptions& options,
                                   Progress& progress) {
  const GroupJob job = job_of(found.config, places, tables);
  std::vector<CellTally> sums = tally_again(found, places, job, options, progress);
  std::vector<CellResult> cells;
  for (std::size_t i = 0; i < sums.size(); ++i) {
    cells.push_back(cell_of(job.cells[i], sums[i]));
  }
  return cells;
}

}  // namespace brink
