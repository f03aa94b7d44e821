// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/witness/linear_layer.hpp"

#include <numeric>

#include "host/config/class_file.hpp"
#include "host/cpu/draw/weight_stream.hpp"

namespace brink {
namespace {

/// Inside where s - T = sum of w (2 x - (q-1)) - T is above 0, the score of the other side.
LinearLayer of_half_space(const std::vector<std::int32_t>& weights, const CellPlan& plan) {
  LinearLayer layer;
  layer.weight.resize(weights.size());
  for (const std::int32_t w : weights) layer.weight.push_back(2 * std::int64_t{w});
  const std::int64_t sum = std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
  layer.offset = {0, -sum * plan.shape.top_level() - plan.threshold};
  layer.inside = 1;
  return layer;
}

/// The nearest prototype has the largest 2 c x - |c|^2. An image that is as near to another one
/// is outside, so the class's own prototype comes last.
LinearLayer of_prototypes(std::vector<std::vector<std::int64_t>> prototypes, std::size_t own) {
  std::swap(prototypes[own], prototypes.back());
  LinearLayer layer;
  for (const std::vector<std::int64_t>& prototype : prototypes) {
    std::int64_t square = 0;
    for (const std::int64_t level : prototype) {
      layer.weight.push_back(2 * level);
      square += level * level;
    }
    layer.offset.push_back(-square);
  }
  layer.inside = prototypes.size() - 1;
  return layer;
}

LinearLayer of_drawn_prototypes(const CellJob& job) {
  const std::uint64_t pixels = job.plan.shape.pixels();
  std::vector<std::vector<std::int64_t>> prototypes;
  for (std::uint32_t pair = 0; pair < job.plan.prototypes.pairs; ++pair) {
    const std::uint16_t* const level = job.plan.prototypes.level + pair * pixels;
    prototypes.emplace_back(level, level + pixels);
    prototypes.push_back(prototypes.back());
    for (std::int64_t& value : prototypes.back()) value = job.plan.shape.top_level() - value;
  }
  return of_prototypes(std::move(prototypes), 0);
}

LinearLayer of_file(const CellJob& job) {
  const ClassifierConfig& config = *job.config;
  const std::vector<std::int32_t>& values = class_array(config);
  if (config.type == "halfspace") return of_half_space(values, job.plan);
  const std::uint64_t pixels = job.plan.shape.pixels(), arrays = arrays_in(config);
  if (config.type == "linear") {
    LinearLayer layer{{values.begin(), values.end()}, config.offsets, config.cell};
    layer.offset.resize(arrays);
    return layer;
  }
  std::vector<std::vector<std::int64_t>> prototypes;
  for (std::uint64_t k = 0; k < arrays; ++k) {
    const auto begin = values.begin() + static_cast<std::ptrdiff_t>(k * pixels);
    prototypes.emplace_back(begin, begin + static_cast<std::ptrdiff_t>(pixels));
  }
  return of_prototypes(std::move(prototypes), config.cell);
}

}  // namespace

std::optional<LinearLayer> linear_layer(const CellJob& job) {
  const ClassifierConfig& config = *job.config;
  if (config.judged_as() == "linear") return of_file(job);
  if (config.type == "brightness") {
    return of_half_space(std::vector<std::int32_t>(job.plan.shape.pixels(), 1), job.plan);
  }
  if (config.type == "halfspace") return of_half_space(weights(config, job.plan.shape), job.plan);
  if (config.type == "voronoi") return of_drawn_prototypes(job);
  return {};
}

}  // namespace brink
