// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>

#include "cuda/shape.hpp"
#include "host/config/evenly_spaced.hpp"
#include "host/config/fields.hpp"
#include "host/config/radii.hpp"
#include "host/config/sections.hpp"
#include "host/config/text.hpp"

namespace brink {
namespace {

using namespace std::string_view_literals;

constexpr std::array measure_keys = {"p"sv, "radius_scale"sv, "radius"sv, "quantiles"sv};

/// Costs reach N (q-1)^p. The binary logarithm of that must stay below 1024, that of the largest
/// double, and leave room for sums and for the weights (10 bits) by which solvers multiply costs
/// to compare them.
constexpr double max_cost_bits = std::numeric_limits<double>::max_exponent - 17;

/// The largest finite p at which the costs of every cell are finite doubles.
double largest_p(const Config& config) {
  const Shape largest{*std::max_element(config.n.begin(), config.n.end()),
                      *std::max_element(config.channels.begin(), config.channels.end()),
                      *std::max_element(config.bit_depth.begin(), config.bit_depth.end())};
  const double step_bits = std::log2(static_cast<double>(largest.top_level()));
  if (step_bits == 0) return std::numeric_limits<double>::max();  // a pixel has one step
  return (max_cost_bits - std::log2(static_cast<double>(largest.pixels()))) / step_bits;
}

double read_p(const Node& node, double largest) {
  constexpr std::string_view accepted = "numbers >= 0, or \"inf\"";
  if (node.value->kind == Kind::text && node.value->text == "inf") {
    return std::numeric_limits<double>::infinity();
  }
  const double p = read_number(node, accepted);
  if (p < 0) refuse_range(node, accepted);
  if (std::isfinite(p) && p > largest) {
    // The limit is rounded down, so that the number shown is itself accepted.
    refuse(node, node.value->spelling + " is out of range: the costs of this sweep would overflow",
           fmt::format("0 to {:.2f} for this sweep, or \"inf\"", std::floor(largest * 100) / 100));
  }
  return p;
}

std::vector<double> read_all_p(const Node& node, const Config& config) {
  const double largest = largest_p(config);
  std::vector<double> all;
  std::set<double> seen;
  for (const Node& item : read_items(node, "a list of numbers >= 0 and \"inf\"")) {
    all.push_back(read_p(item, largest));
    refuse_repeat(item, all.back(), seen);
  }
  return all;
}

std::vector<double> read_quantiles(const Node& node) {
  constexpr std::string_view accepted = "numbers 0 to 1";
  std::vector<double> quantiles;
  std::set<double> seen;
  for (const Node& item : read_items(node, "a list of numbers 0 to 1")) {
    quantiles.push_back(read_number(item, accepted));
    if (quantiles.back() < 0 || quantiles.back() > 1) refuse_range(item, accepted);
    refuse_repeat(item, quantiles.back(), seen);
  }
  return quantiles;
}

void read_radius(const Node& measure, Config& config) {
  const auto absolute = child(measure, "radius");
  if (!absolute) {
    const auto scale = child(measure, "radius_scale");
    config.radius_mode = RadiusMode::scale;
    config.radius = scale ? read_radii(*scale) : evenly_spaced(0, 1.5, 31);
    return;
  }
  if (child(measure, "radius_scale")) {
    refuse(*absolute, "radius_scale is given as well", "one of radius_scale and radius");
  }
  config.radius_mode = RadiusMode::absolute;
  config.radius = read_radii(*absolute);
}

}  // namespace

void read_measure(const Node& root, Config& config) {
  const Node measure = section(root, "measure");
  refuse_other_keys(measure, measure_keys);
  config.p = read_all_p(required(measure, "p", "a list of numbers >= 0 and \"inf\""), config);
  read_radius(measure, config);
  if (const auto node = child(measure, "quantiles")) config.quantiles = read_quantiles(*node);
}

}  // namespace brink
