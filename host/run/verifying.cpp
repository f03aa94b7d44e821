// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/run/verifying.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

#include "host/config/images_per_cell.hpp"
#include "host/result/cost_grids.hpp"
#include "host/result/file/names.hpp"
#include "host/run/drawing_again.hpp"
#include "host/run/running_clock.hpp"
#include "host/run/second_look.hpp"
#include "host/run/ticker.hpp"

namespace brink {
namespace {

/// Chooses `count` of the places with equal probability, and keeps their order. The integers of
/// mt19937_64 are the same everywhere; those of a standard distribution need not be.
void choose(std::vector<CellPlace>& places, std::size_t count, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  for (std::size_t i = 0; i < std::min(count, places.size()); ++i) {
    std::swap(places[i], places[i + random() % (places.size() - i)]);
  }
  places.resize(std::min(count, places.size()));
  std::sort(places.begin(), places.end(),
            [](const CellPlace& a, const CellPlace& b) { return a.index < b.index; });
}

std::string cost_text(const Tally& tally, std::size_t i) {
  return tally.real ? fmt::format("{}", cost_value(tally.cost[i], true))
                    : fmt::format("{}", tally.cost[i]);
}

/// Coverages and distances are floating-point numbers, which other machines round differently.
bool close(double file, double recomputed) {
  constexpr double tolerance = 1e-9;
  if (std::isnan(file) || std::isnan(recomputed)) return true;  // not known
  return std::abs(file - recomputed) <= tolerance * recomputed;
}

std::string tally_difference(const Tally& file, const Tally& recomputed, const char* which) {
  if (file.real != recomputed.real) return fmt::format("{}costs of another type", which);
  if (file.bits != recomputed.bits) {
    return fmt::format("{}costs of {} bits in the file, of {} recomputed", which, file.bits,
                       recomputed.bits);
  }
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
  if (close(file.mean, recomputed.mean)) return {};
  return fmt::format("{}mean distance {} in the file, {} recomputed", which, file.mean,
                     recomputed.mean);
}

template <class T>
std::string value_difference(const char* what, const T& file, const T& recomputed) {
  if (file == recomputed) return {};
  return fmt::format("{} {} in the file, {} recomputed", what, file, recomputed);
}

std::string coverage_difference(const CellResult& file, const CellResult& recomputed,
                                bool counted) {
  const std::optional<double>& had = file.built.exact_coverage;
  std::optional<double> right = recomputed.built.exact_coverage;
  // The tables of a finished enumeration contain the counted coverage.
  if (!right && counted) {
    right = static_cast<double>(recomputed.in_class) / static_cast<double>(recomputed.samples);
  }
  if (had && right && close(*had, *right)) return {};
  if (!had && !right) return {};
  const auto shown = [](const std::optional<double>& value) {
    return value ? fmt::format("{}", *value) : std::string("unknown");
  };
  return value_difference("exact coverage", shown(had), shown(right));
}

std::string stratum_difference(const std::optional<CellStratum>& file,
                               const std::optional<CellStratum>& recomputed) {
  if (!file || !recomputed) return {};
  const auto first = [](std::string one, std::string other) { return one.empty() ? other : one; };
  return first(first(value_difference("stratum_begin", file->begin, recomputed->begin),
                     value_difference("stratum_end", file->end, recomputed->end)),
               first(value_difference("stratum_tilt", file->theta, recomputed->theta),
                     close(std::pow(10, file->log10_share), std::pow(10, recomputed->log10_share))
                         ? std::string()
                         : value_difference("stratum_log10_share", file->log10_share,
                                            recomputed->log10_share)));
}

bool any_refined(const Results& found, const std::vector<CellPlace>& group) {
  return std::any_of(group.begin(), group.end(),
                     [&](const CellPlace& place) { return found.cells[place.index].refined(); });
}

/// The pixels of a group's cells, which are drawn a second time where a cell is refined.
double pixels_to_draw(const Results& found, const std::vector<CellPlace>& group) {
  const CellPlace& first = group.front();
  const double looks = any_refined(found, group) ? 2 : 1;
  return looks * static_cast<double>(first.shape.pixels() * group.size()) *
         static_cast<double>(found.cells[first.index].samples);
}

/// Of a refined tally the quantiles and the mean are compared as well.
void look_again_where_refined(const Results& found, const std::vector<CellPlace>& group,
                              std::vector<CellResult>& right, SharedTables& tables,
                              const RunOptions& options, Progress& progress) {
  std::vector<CellPlace> places;
  std::vector<CellResult*> cells;
  for (std::size_t i = 0; i < group.size(); ++i) {
    if (!found.cells[group[i].index].refined()) continue;
    places.push_back(group[i]);
    cells.push_back(&right[i]);
  }
  look_again(found, places, cells, tables, options, progress);
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
  also(stratum_difference(file.built.stratum, recomputed.built.stratum));
  for (std::size_t i = 0; i < config.p.size() && difference.empty(); ++i) {
    const CostTallies& had = file.tallies.at(i);
    const CostTallies& right = recomputed.tallies.at(i);
    std::string text = tally_difference(had.upper, right.upper, "");
    if (text.empty() && had.lower.has_value() != right.lower.has_value()) {
      text = "a bracket of distances that are exact, or no bracket of distances that are not";
    }
    if (text.empty() && had.lower) text = tally_difference(*had.lower, *right.lower, "lower ");
    if (!text.empty()) difference = fmt::format("p={}: {}", p_text(config.p[i]), text);
  }
  return difference;
}

Verification verify_cells(const Results& found, const VerifyOptions& options) {
  Verification verification;
  std::vector<CellPlace> places = begun_places(found);
  verification.begun = places.size();
  if (options.cells) choose(places, *options.cells, options.seed);
  for (const CellPlace& place : places) {
    verification.images += found.cells[place.index].samples;
  }
  const std::vector<std::vector<CellPlace>> groups = drawn_together(found, std::move(places));
  double pixels = 0;
  for (const std::vector<CellPlace>& group : groups) pixels += pixels_to_draw(found, group);
  SharedTables tables;
  RunningClock clock;
  const auto now = [&] { return clock.now(); };
  const Ticker ticker(now);
  Progress progress(options.run.progress, pixels, 0, now);
  for (const std::vector<CellPlace>& group : groups) {
    const Shape& shape = group.front().shape;
    // The images are drawn once for all cells of the group.
    progress.start_group({fmt::format("h={} n={} b={}", shape.h, shape.n, shape.b), "",
                          static_cast<double>(shape.pixels() * group.size()),
                          pixels_to_draw(found, group)});
    std::vector<CellResult> right = draw_again(found, group, tables, options.run, progress);
    look_again_where_refined(found, group, right, tables, options.run, progress);
    for (std::size_t i = 0; i < group.size(); ++i) {
      const std::string name =
          fmt::format("{} h={} n={} b={}", found.config.classifiers[group[i].classifier].name,
                      shape.h, shape.n, shape.b);
      verification.checked.push_back(name);
      CellResult had = found.cells[group[i].index];
      bound_tallies(found.config, shape, had);
      const std::string difference = cell_difference(found.config, had, right[i]);
      if (!difference.empty()) verification.differences.push_back(name + ": " + difference);
    }
  }
  return verification;
}

}  // namespace brink
