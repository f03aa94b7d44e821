// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/run/verifying.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>
#include <random>

#include "host/config/images_per_cell.hpp"
#include "host/result/names.hpp"
#include "host/run/group_plan.hpp"

namespace brink {
namespace {

/// A cell to be recomputed.
struct Place {
  std::size_t index, classifier;
  Shape shape;
};

std::vector<Place> begun_places(const Results& found) {
  const Config& config = found.config;
  std::vector<Place> places;
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

/// Any `count` of the places with equal probability, in their order. The integers
/// of mt19937_64 are the same everywhere; those of a distribution need not be.
void choose(std::vector<Place>& places, std::size_t count, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  for (std::size_t i = 0; i < std::min(count, places.size()); ++i) {
    std::swap(places[i], places[i + random() % (places.size() - i)]);
  }
  places.resize(std::min(count, places.size()));
  std::sort(places.begin(), places.end(),
            [](const Place& a, const Place& b) { return a.index < b.index; });
}

bool together(const Results& found, const Place& a, const Place& b) {
  const std::uint64_t first = found.config.first_image;
  return a.shape.n == b.shape.n && a.shape.h == b.shape.h && a.shape.b == b.shape.b &&
         found.cells[a.index].held(first) == found.cells[b.index].held(first);
}

std::string cost_text(const Tally& tally, std::size_t i) {
  return tally.real ? fmt::format("{}", std::bit_cast<double>(tally.cost[i]))
                    : fmt::format("{}", tally.cost[i]);
}

std::string tally_difference(const Tally& file, const Tally& recomputed, const char* which) {
  if (file.real != recomputed.real) return fmt::format("{}costs of another type", which);
  std::size_t i = 0, j = 0;
  while (i < file.cost.size() || j < recomputed.cost.size()) {
    const bool in_file =
        i < file.cost.size() && (j == recomputed.cost.size() || file.cost[i] <= recomputed.cost[j]);
    const bool right =
        j < recomputed.cost.size() && (i == file.cost.size() || recomputed.cost[j] <= file.cost[i]);
    const std::uint64_t had = in_file ? file.count[i] : 0;
    const std::uint64_t wanted = right ? recomputed.count[j] : 0;
    if (had != wanted) {
      return fmt::format("{} images at {}cost {} in the file, {} recomputed", had, which,
                         in_file ? cost_text(file, i) : cost_text(recomputed, j), wanted);
    }
    i += in_file ? 1 : 0;
    j += right ? 1 : 0;
  }
  return {};
}

template <class T>
std::string value_difference(const char* what, const T& file, const T& recomputed) {
  if (file == recomputed) return {};
  return fmt::format("{} {} in the file, {} recomputed", what, file, recomputed);
}

/// Coverages come from floating-point laws, which other machines round otherwise.
std::string coverage_difference(const CellResult& file, const CellResult& recomputed,
                                bool counted) {
  constexpr double tolerance = 1e-9;
  const std::optional<double>& had = file.built.exact_coverage;
  std::optional<double> right = recomputed.built.exact_coverage;
  // The tables of a finished enumeration have what was counted.
  if (!right && counted) {
    right = static_cast<double>(recomputed.in_class) / static_cast<double>(recomputed.samples);
  }
  if (had && right && std::abs(*had - *right) <= tolerance * *right) return {};
  if (!had && !right) return {};
  const auto shown = [](const std::optional<double>& value) {
    return value ? fmt::format("{}", *value) : std::string("unknown");
  };
  return value_difference("exact coverage", shown(had), shown(right));
}

CellResult cell_of(const GroupPlan& plan, std::size_t classifier, CellTally& tally) {
  CellResult cell;
  cell.samples = tally.samples;
  cell.in_class = tally.in_class;
  cell.built = plan.built[classifier];
  for (std::size_t p = 0; p < plan.job.rules.size(); ++p) {
    const bool real = plan.job.rules[p].real;
    CostTallies tallies{tally.upper[p].tally(real), std::nullopt};
    if (plan.job.cells[classifier].bracket[p]) tallies.lower = tally.lower[p].tally(real);
    cell.tallies.push_back(std::move(tallies));
  }
  return cell;
}

/// Recomputes cells of one shape that hold the same images.
std::vector<CellResult> recomputed(const Results& found, const std::vector<Place>& places,
                                   PowerTables& tables, const RunOptions& options,
                                   Progress& progress) {
  const GroupPlan plan = plan_group(found.config, places.front().shape, tables);
  GroupJob job = plan.job;
  job.cells.clear();
  for (const Place& place : places) job.cells.push_back(plan.job.cells[place.classifier]);
  const GroupOptions group_options{
      options.threads, [&](std::uint64_t images) { progress.add_images(images); }, nullptr};
  std::vector<CellTally> sums(places.size(), CellTally(plan.job.rules.size()));
  const CellResult& cell = found.cells[places.front().index];
  for (const ImageRange& range : cell.held(found.config.first_image)) {
    const std::vector<CellTally> part =
        options.run_group(job, range.first, range.count, group_options);
    for (std::size_t i = 0; i < sums.size(); ++i) sums[i].add(part.at(i));
  }
  std::vector<CellResult> cells;
  for (std::size_t i = 0; i < sums.size(); ++i) {
    cells.push_back(cell_of(plan, places[i].classifier, sums[i]));
  }
  return cells;
}

}  // namespace

std::string cell_difference(const Config& config, const CellResult& file,
                            const CellResult& recomputed) {
  const bool counted = config.sampler == Sampler::exhaustive && file.done;
  std::string difference =
      value_difference("threshold", file.built.threshold, recomputed.built.threshold);
  const auto also = [&](std::string more) {
    if (difference.empty()) difference = std::move(more);
  };
  also(value_difference("samples", file.samples, recomputed.samples));
  also(value_difference("in_class", file.in_class, recomputed.in_class));
  also(value_difference("common_weight", file.built.common_weight, recomputed.built.common_weight));
  also(value_difference("weighted_pixels", file.built.weighted_pixels,
                        recomputed.built.weighted_pixels));
  also(coverage_difference(file, recomputed, counted));
  for (std::size_t i = 0; i < config.p.size() && difference.empty(); ++i) {
    const CostTallies& had = file.tallies.at(i);
    const CostTallies& right = recomputed.tallies.at(i);
    std::string text = tally_difference(had.upper, right.upper, "");
    if (text.empty() && had.lower.has_value() != right.lower.has_value()) {
      text = "the ends of a bracket where there is none, or none where there are";
    }
    if (text.empty() && had.lower) text = tally_difference(*had.lower, *right.lower, "lower ");
    if (!text.empty()) difference = fmt::format("p={}: {}", p_text(config.p[i]), text);
  }
  return difference;
}

Verification verify_cells(const Results& found, const VerifyOptions& options) {
  Verification verification;
  std::vector<Place> places = begun_places(found);
  verification.begun = places.size();
  if (options.cells) choose(places, *options.cells, options.seed);
  double pixels = 0;
  for (const Place& place : places) {
    const std::uint64_t samples = found.cells[place.index].samples;
    verification.images += samples;
    pixels += static_cast<double>(samples) * static_cast<double>(place.shape.pixels());
  }
  PowerTables tables;
  Progress progress(options.run.progress, pixels);
  while (!places.empty()) {
    const auto others = std::stable_partition(
        places.begin(), places.end(),
        [&, first = places.front()](const Place& place) { return together(found, first, place); });
    const std::vector<Place> group(places.begin(), others);
    places.erase(places.begin(), others);
    const Shape& shape = group.front().shape;
    // Drawn once for the cells of the group.
    const auto cells_pixels = static_cast<double>(shape.pixels() * group.size());
    progress.start_group(
        {fmt::format("h={} n={} b={}", shape.h, shape.n, shape.b), "", cells_pixels,
         cells_pixels * static_cast<double>(found.cells[group.front().index].samples)});
    const std::vector<CellResult> right = recomputed(found, group, tables, options.run, progress);
    for (std::size_t i = 0; i < group.size(); ++i) {
      const std::string name =
          fmt::format("{} h={} n={} b={}", found.config.classifiers[group[i].classifier].name,
                      shape.h, shape.n, shape.b);
      verification.checked.push_back(name);
      const std::string difference =
          cell_difference(found.config, found.cells[group[i].index], right[i]);
      if (!difference.empty()) verification.differences.push_back(name + ": " + difference);
    }
  }
  return verification;
}

}  // namespace brink
