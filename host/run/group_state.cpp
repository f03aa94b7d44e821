// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/run/group_state.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "host/error.hpp"

namespace brink {

GroupState::GroupState(const Config& config, const GroupJob& group,
                       const std::vector<CellResult>& begun)
    : group_(group), wanted_(images_per_cell(config, group.source.shape)), rule_(config) {
  for (std::size_t classifier = 0; classifier < begun.size(); ++classifier) {
    cells_.push_back({CellTally(group.grids)});
    take(begun[classifier], classifier);
  }
}

void GroupState::take(const CellResult& begun, std::size_t classifier) {
  if (!begun.begun()) return;
  const CellJob& job = group_.cells[classifier];
  const auto refuse = [&](const std::string& what) {
    const Shape& shape = job.plan.shape;
    throw Error(Exit::bad_file, fmt::format("{} h={} n={} b={}: {}; the file was changed, or made "
                                            "by another version",
                                            job.config->name, shape.h, shape.n, shape.b, what));
  };
  if (begun.built.threshold != group_.cells[classifier].built.threshold) {
    refuse(fmt::format("the file's threshold {} is not the {} of its class", begun.built.threshold,
                       group_.cells[classifier].built.threshold));
  }
  const auto& stratum = job.built.stratum;
  if (stratum && !(begun.built.stratum && begun.built.stratum->same(*stratum))) {
    refuse("the file's heights of the stratum, or its tilt, are not those of its class");
  }
  if (!begun.done && !begun.ranges.empty()) {
    throw Error(
        Exit::bad_file,
        fmt::format("{} h={} n={} b={} holds images {}, and a cell with gaps between its images "
                    "cannot be continued; accepted: a file into which the missing images were "
                    "merged",
                    job.config->name, job.plan.shape.h, job.plan.shape.n, job.plan.shape.b,
                    range_text(begun.ranges)));
  }
  Cell& cell = cells_[classifier];
  cell.tally.samples = begun.samples;
  cell.tally.in_class = begun.in_class;
  cell.elapsed = begun.elapsed;
  cell.done = begun.done;
  for (std::size_t p = 0; p < group_.rules.size(); ++p) {
    const CostTallies& tallies = begun.tallies.at(p);
    if (tallies.lower.has_value() != job.bracket[p]) {
      refuse("the file brackets a distance that is exact, or does not bracket one that is not");
    }
    cell.tally.upper[p].add(tallies.upper);
    if (tallies.lower) cell.tally.lower[p].add(*tallies.lower);
  }
}

std::uint64_t GroupState::images_left() const {
  std::uint64_t left = 0;
  for (const Cell& cell : cells_) {
    if (!cell.done) left = std::max(left, wanted_ - cell.tally.samples);
  }
  return left;
}

GroupState::Slice GroupState::next(std::uint64_t most) const {
  Slice slice;
  slice.first = wanted_ - images_left();
  std::uint64_t end = std::min(wanted_, slice.first + most);
  end = std::min(end, rule_.next_checkpoint(slice.first));
  for (std::size_t classifier = 0; classifier < cells_.size(); ++classifier) {
    const Cell& cell = cells_[classifier];
    if (cell.done) continue;
    if (cell.tally.samples == slice.first) {
      slice.cells.push_back(classifier);
    } else {
      end = std::min(end, cell.tally.samples);  // from there on they are drawn together
    }
  }
  slice.count = end - slice.first;
  return slice;
}

GroupJob GroupState::job(const Slice& slice) const {
  GroupJob job = group_;
  job.cells.clear();
  for (const std::size_t classifier : slice.cells) job.cells.push_back(group_.cells[classifier]);
  return job;
}

bool GroupState::add(const Slice& slice, std::vector<CellTally> found, double seconds) {
  bool finished = false;
  for (std::size_t i = 0; i < slice.cells.size(); ++i) {
    Cell& cell = cells_[slice.cells[i]];
    cell.tally.add(std::move(found[i]));
    cell.elapsed += seconds;
    cell.done = cell.tally.samples == wanted_;
    if (!cell.done && rule_.checkpoint(cell.tally.samples)) {
      cell.stopped = rule_.precise(result(slice.cells[i]), group_.source.shape);
      cell.done = cell.stopped;
    }
    finished = finished || cell.done;
  }
  return finished;
}

CellResult GroupState::result(std::size_t classifier) {
  Cell& cell = cells_[classifier];
  CellResult result;
  result.done = cell.done;
  result.stopped = cell.stopped;
  result.samples = cell.tally.samples;
  if (!result.begun()) return result;
  result.in_class = cell.tally.in_class;
  result.built = group_.cells[classifier].built;
  result.elapsed = cell.elapsed;
  for (std::size_t p = 0; p < group_.rules.size(); ++p) {
    CostTallies tallies{cell.tally.upper[p].tally(), std::nullopt};
    if (group_.cells[classifier].bracket[p]) tallies.lower = cell.tally.lower[p].tally();
    result.tallies.push_back(std::move(tallies));
  }
  return result;
}

}  // namespace brink
