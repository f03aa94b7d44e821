// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/config/radii.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "host/config/evenly_spaced.hpp"
#include "host/config/fields.hpp"

namespace brink {
namespace {

using namespace std::string_view_literals;

constexpr std::array range_keys = {"start"sv, "stop"sv, "count"sv};
constexpr std::string_view finite_radii = "finite numbers >= 0";

/// Every cell holds as many counts as there are radii, for each p.
constexpr std::int64_t max_radii = 100'000;

double read_radius(const Node& node) {
  const double radius = read_number(node, finite_radii);
  if (radius < 0 || !std::isfinite(radius)) refuse_range(node, finite_radii);
  return radius;
}

std::vector<double> read_list(const Node& node) {
  std::vector<double> radii;
  std::set<double> seen;
  const std::vector<Node> items = read_items(node, radii_form);
  if (items.size() > max_radii) {
    refuse(node, fmt::format("{} radii are too many", items.size()),
           fmt::format("up to {}", max_radii));
  }
  for (const Node& item : items) {
    radii.push_back(read_radius(item));
    refuse_repeat(item, radii.back(), seen);
  }
  return radii;
}

std::vector<double> read_range(const Node& table) {
  refuse_other_keys(table, range_keys);
  const Node start_node = required(table, "start", finite_radii);
  const Node stop_node = required(table, "stop", finite_radii);
  const double start = read_radius(start_node);
  const double stop = read_radius(stop_node);
  const Node count_node = required(table, "count", fmt::format("integers 1 to {}", max_radii));
  const std::int64_t count = read_integer(count_node, 1, max_radii);
  if (count == 1 ? stop != start : !(start < stop)) {
    refuse(stop_node,
           fmt::format("{} is not {} start = {}", stop_node.value->spelling,
                       count == 1 ? "equal to" : "above", start_node.value->spelling),
           "start < stop, or start = stop with count = 1");
  }
  std::vector<double> radii = evenly_spaced(start, stop, static_cast<std::size_t>(count));
  const auto not_rising = [](double a, double b) { return !(a < b); };
  if (std::adjacent_find(radii.begin(), radii.end(), not_rising) != radii.end()) {
    refuse(count_node, "the radii between start and stop are not all different as doubles",
           "a smaller count");
  }
  return radii;
}

}  // namespace

std::vector<double> read_radii(const Node& node) {
  return node.value->kind == Kind::table ? read_range(node) : read_list(node);
}

}  // namespace brink
