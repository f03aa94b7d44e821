// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/result/tables/tail.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "host/classes/host_class.hpp"

namespace brink {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

}  // namespace

Tail::End::End(const Tally& tally) {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < tally.cost.size(); ++i) {
    cost.push_back(cost_value(tally.cost[i], tally.real));
    within.push_back(sum += tally.count[i]);
  }
}

std::uint64_t Tail::End::beyond(double limit) const {
  const auto place = std::upper_bound(cost.begin(), cost.end(), limit) - cost.begin();
  const std::uint64_t all = within.empty() ? 0 : within.back();
  return place == 0 ? all : all - within[static_cast<std::size_t>(place) - 1];
}

Tail::Tail(const Results& results, std::size_t first)
    : config_(&results.config), shape_(cell_shape(results.config, first)) {
  const std::size_t shapes = shape_count(*config_);
  const HostClass& host = host_class(cell_classifier(*config_, first).judged_as());
  for (std::size_t i = 0; i < config_->strata; ++i) {
    const CellResult& cell = results.cells.at(first + i * shapes);
    const CellStratum& stratum = cell.built.stratum.value();
    if (stratum.empty()) continue;
    Part part{std::pow(10.0, stratum.log10_share), cell.in_class, {}};
    for (std::size_t p = 0; p < config_->p.size(); ++p) {
      const CostTallies tallies = cell.tallies.at(p);
      part.at.push_back({End(tallies.upper), End(tallies.least()),
                         host.largest_cost(cell.built, shape_, config_->p[p], stratum.end - 1)});
    }
    parts_.push_back(std::move(part));
  }
}

Interval Tail::interval(std::uint64_t beyond, std::uint64_t images, double confidence) const {
  // Most strata lie on one side of a radius, and radii share their intervals.
  if (confidence != std::exchange(known_confidence_, confidence)) known_.clear();
  const auto [entry, is_new] = known_.try_emplace({beyond, images});
  if (is_new) {
    const double risk = (1 - confidence) / static_cast<double>(parts_.size());
    entry->second = clopper_pearson(beyond, images, 1 - risk);
  }
  return entry->second;
}

TailShare Tail::beyond(std::size_t p, double radius, double confidence) const {
  return beyond_cost(p, cost_limit(radius, config_->p[p], shape_), confidence);
}

TailShare Tail::beyond_cost(std::size_t p, double limit, double confidence) const {
  if (parts_.empty()) return {nan, nan, {0, 1}};
  TailShare sum{0, 0, {0, 0}};
  double squares = 0;
  // From the farthest stratum on, so that the small shares are added first.
  for (auto part = parts_.rbegin(); part != parts_.rend(); ++part) {
    const Costs& costs = part->at[p];
    if (costs.largest <= limit) continue;
    const std::uint64_t upper = costs.upper.beyond(limit);
    const std::uint64_t lower = costs.lower.beyond(limit);
    const auto images = static_cast<double>(part->images);
    const double share = static_cast<double>(upper) / images;  // NaN without images
    sum.value += part->share * share;
    squares += part->share * part->share * share * (1 - share) / images;
    sum.interval.lower += part->share * interval(lower, part->images, confidence).lower;
    sum.interval.upper += part->share * interval(upper, part->images, confidence).upper;
  }
  sum.error = std::sqrt(squares);
  sum.interval.upper = std::min(sum.interval.upper, 1.0);
  return sum;
}

Tail::Distance Tail::distance(std::size_t p, double share, double confidence) const {
  // The shares change at these costs only; below the least one everything stays.
  std::vector<double> costs;
  for (const Part& part : parts_) {
    const Costs& at = part.at[p];
    costs.insert(costs.end(), at.upper.cost.begin(), at.upper.cost.end());
    costs.insert(costs.end(), at.lower.cost.begin(), at.lower.cost.end());
    if (std::isfinite(at.largest)) costs.push_back(at.largest);
  }
  std::sort(costs.begin(), costs.end());
  costs.erase(std::unique(costs.begin(), costs.end()), costs.end());
  const double most = largest_distance(config_->p[p], shape_);
  const auto least = [&](auto of) {
    const auto found = std::partition_point(costs.begin(), costs.end(), [&](double cost) {
      return !(of(beyond_cost(p, cost, confidence)) <= share);
    });
    return found == costs.end() ? most : distance_of_cost(*found, config_->p[p], shape_);
  };
  if (parts_.empty()) return {nan, nan, nan};
  const bool known =
      std::all_of(parts_.begin(), parts_.end(), [](const Part& part) { return part.images > 0; });
  return {known ? least([](const TailShare& at) { return at.value; }) : nan,
          least([](const TailShare& at) { return at.interval.lower; }),
          std::min(most, least([](const TailShare& at) { return at.interval.upper; }))};
}

bool tail_begun(const Results& results, std::size_t first) {
  const std::size_t shapes = shape_count(results.config);
  for (std::size_t i = 0; i < results.config.strata; ++i) {
    if (!results.cells[first + i * shapes].begun()) return false;
  }
  return true;
}

std::vector<std::size_t> first_strata(const Config& config) {
  const std::size_t shapes = shape_count(config);
  std::vector<std::size_t> places;
  for (std::size_t c = 0; c < config.classifiers.size(); c += config.strata) {
    for (std::size_t shape = 0; shape < shapes; ++shape) places.push_back(c * shapes + shape);
  }
  return places;
}

std::vector<double> tail_shares(const Config& config) {
  std::vector<double> shares;
  // Each is the double nearest to its decimal number.
  for (int decade = 1; std::pow(10.0, -decade) >= config.tail * (1 - 1e-9); ++decade) {
    shares.push_back(std::stod("1e-" + std::to_string(decade)));
  }
  if (shares.empty() || shares.back() > config.tail * (1 + 1e-9)) shares.push_back(config.tail);
  return shares;
}

}  // namespace brink
