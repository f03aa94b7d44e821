// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/result/merge/merging.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "host/config/differences.hpp"
#include "host/config/images_per_cell.hpp"
#include "host/config/load.hpp"
#include "host/error.hpp"
#include "host/result/cost_grids.hpp"
#include "host/result/file/names.hpp"
#include "host/result/file/opening.hpp"
#include "host/result/tables/stopping.hpp"

namespace brink {
namespace {

/// Lines of `text` that `list`, joined by `separator`, does not have yet.
void add_once(std::string& list, const std::string& text, const char* separator) {
  if (text.empty() || list.find(text) != std::string::npos) return;
  list += (list.empty() ? "" : separator) + text;
}

/// A TOML value for the whole range of 64 bits: its integers end at 2^63-1.
std::string toml_integer(std::uint64_t value) {
  const bool wide = value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  return wide ? fmt::format("\"{}\"", value) : fmt::format("{}", value);
}

/// The first list that holds the same values in another order, because cells would then be added to
/// other cells. Empty if there is none.
std::string other_order(const Config& a, const Config& b) {
  if (a.n != b.n) return "sweep.n";
  if (a.bit_depth != b.bit_depth) return "sweep.bit_depth";
  if (a.channels != b.channels) return "sweep.channels";
  if (a.p != b.p) return "measure.p";
  return a.classifiers == b.classifiers ? "" : "classifier";
}

bool same_class(const CellClass& a, const CellClass& b) {
  return a.threshold == b.threshold && a.common_weight == b.common_weight &&
         a.weighted_pixels == b.weighted_pixels && a.stratum.has_value() == b.stratum.has_value() &&
         (!a.stratum || a.stratum->same(*b.stratum));
}

}  // namespace

void Merger::require_same_sweep(const std::string& path, const Results& part) const {
  std::string text;
  for (const Difference& difference : differences(sum_.config, part.config)) {
    if (difference.key == "run.samples" || difference.key == "run.first_image") continue;
    text += fmt::format("{}{} is {} there and {} here", text.empty() ? "" : "; ", difference.key,
                        difference.before, difference.after);
  }
  const std::string order = other_order(sum_.config, part.config);
  if (text.empty() && !order.empty()) text = order + " is in another order";
  if (text.empty()) return;
  refuse_file(path, fmt::format("cannot be merged with {}: {}; accepted: files whose configs "
                                "differ in first_image and samples only",
                                paths_.front(), text));
}

void Merger::add(const std::string& path, Results part) {
  if (!paths_.empty()) require_same_sweep(path, part);
  paths_.push_back(path);
  // An enumeration always holds the whole range of images.
  asked_.push_back({part.config.first_image, part.config.samples});
  for (CellResult& cell : part.cells) cell.ranges = cell.held(part.config.first_image);
  if (paths_.size() == 1) {
    sum_ = std::move(part);
    holdings_.resize(sum_.cells.size());
    for (std::size_t i = 0; i < sum_.cells.size(); ++i) {
      if (sum_.cells[i].begun()) holdings_[i].push_back({0, sum_.cells[i].ranges});
    }
    return;
  }
  for (std::size_t i = 0; i < sum_.cells.size(); ++i) {
    if (part.cells[i].begun()) add_cell(i, part.cells[i]);
  }
  add_once(sum_.provenance.device, part.provenance.device, "; ");
  add_once(sum_.provenance.backend, part.provenance.backend, "; ");
  add_once(sum_.provenance.earlier, part.provenance.earlier, "\n");
  for (std::size_t i = 0; i < sum_.classifiers.size(); ++i) {
    add_once(sum_.classifiers[i].threshold_method, part.classifiers[i].threshold_method, "; ");
  }
}

void Merger::add_cell(std::size_t index, const CellResult& cell) {
  const std::string& path = paths_.back();
  for (const Holding& earlier : holdings_[index]) {
    const auto both = overlap(earlier.images, cell.ranges);
    if (!both) continue;
    refuse_file(path, fmt::format("holds images {} of {}, which {} holds as well; accepted: "
                                  "disjoint ranges",
                                  range_text({*both}), cell_name(sum_.config, index),
                                  paths_[earlier.part]));
  }
  holdings_[index].push_back({paths_.size() - 1, cell.ranges});
  CellResult& sum = sum_.cells[index];
  if (!sum.begun()) {
    sum = cell;
    return;
  }
  const auto refuse = [&](const char* what) {
    refuse_file(path,
                fmt::format("{} of {} differs from that in {}: made by another version", what,
                            cell_name(sum_.config, index), paths_[holdings_[index].front().part]));
  };
  if (!same_class(sum.built, cell.built)) refuse("the class");
  PackedTallies added;
  for (std::size_t p = 0; p < sum.tallies.size(); ++p) {
    CostTallies tallies = sum.tallies.at(p);
    const CostTallies more = cell.tallies.at(p);
    if (tallies.upper.real != more.upper.real ||
        tallies.lower.has_value() != more.lower.has_value())
      refuse("the kind of costs");
    const CostGrid grid = cost_grid(sum_.config, sum_.config.p[p], cell_shape(sum_.config, index));
    grid.add(more.upper, tallies.upper);
    if (tallies.lower) grid.add(*more.lower, *tallies.lower);
    added.push_back(tallies);
  }
  sum.tallies = std::move(added);
  sum.samples += cell.samples;
  sum.in_class += cell.in_class;
  sum.elapsed += cell.elapsed;
  sum.ranges = united(sum.ranges, cell.ranges);
}

Config Merger::whole_config() const {
  const Config& config = sum_.config;
  if (config.sampler == Sampler::exhaustive) return config;
  std::uint64_t first = asked_.front().first, end = asked_.front().end();
  for (const ImageRange& range : asked_) {
    first = std::min(first, range.first);
    end = std::max(end, range.end());
  }
  if (first == config.first_image && end - first == config.samples) return config;
  try {
    return parse_config(
        config.text, paths_.front(),
        {"run.first_image=" + toml_integer(first), "run.samples=" + toml_integer(end - first)},
        ClassNames::any);
  } catch (const Error&) {
    refuse_file(paths_.back(), fmt::format("its images and those of the other files span {}..{}: "
                                           "no config may ask for so many samples",
                                           first, end - 1));
  }
}

Results Merger::result(const std::string& command) {
  sum_.config = whole_config();
  sum_.provenance.command = command;
  const Config& config = sum_.config;
  const StoppingRule rule(config);
  constexpr std::size_t most_ranges = 4000;  // an HDF5 attribute holds 64 KiB
  for (std::size_t i = 0; i < sum_.cells.size(); ++i) {
    CellResult& cell = sum_.cells[i];
    if (!cell.begun()) continue;
    if (cell.ranges.size() > most_ranges) {
      refuse_file(paths_.back(),
                  fmt::format("{} would hold {} ranges of images with gaps between "
                              "them; accepted: up to {}",
                              cell_name(sum_.config, i), cell.ranges.size(), most_ranges));
    }
    const Shape shape = cell_shape(config, i);
    bound_tallies(config, shape, cell);
    const bool complete = cell.samples == images_per_cell(config, shape);
    cell.stopped = !complete && rule.precise(cell, shape);
    cell.done = complete || cell.stopped;
    const bool plain = cell.ranges == ImageRanges{{config.first_image, cell.samples}};
    if (plain) cell.ranges.clear();
  }
  return std::move(sum_);
}

}  // namespace brink
