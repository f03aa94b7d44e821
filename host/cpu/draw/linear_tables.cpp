// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/cpu/draw/linear_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "host/config/class_file.hpp"
#include "host/count_of.hpp"
#include "host/error.hpp"

namespace brink {
namespace {

std::int64_t square_sum(const std::int32_t* levels, std::uint64_t pixels) {
  std::int64_t sum = 0;
  for (std::uint64_t i = 0; i < pixels; ++i) sum += std::int64_t{levels[i]} * levels[i];
  return sum;
}

}  // namespace

LinearTables::LinearTables(const ClassifierConfig& config, Shape shape, std::int64_t threshold) {
  const std::vector<std::int32_t>& values = class_array(config);
  const std::uint64_t pixels = shape.pixels();
  const std::uint64_t arrays = arrays_in(config);
  if (config.type == "halfspace") {
    std::int64_t sum = 0;
    for (const std::int32_t w : values) sum += w;
    add(values, -sum * shape.top_level() - threshold, shape);
  } else {
    const std::int32_t* const own = values.data() + config.cell * pixels;
    std::vector<std::int32_t> weights(pixels);
    for (std::uint64_t other = 0; other < arrays; ++other) {
      if (other == config.cell) continue;
      const std::int32_t* const theirs = values.data() + other * pixels;
      for (std::uint64_t i = 0; i < pixels; ++i) weights[i] = own[i] - theirs[i];
      std::int64_t offset = 0;
      if (config.type == "voronoi") {
        offset = square_sum(theirs, pixels) - square_sum(own, pixels);
      } else {
        if (!config.offsets.empty())
          offset = 2 * (config.offsets[config.cell] - config.offsets[other]);
        offset += other > config.cell ? 1 : 0;  // the first of equal scores counts as the largest
      }
      add(weights, offset, shape);
    }
  }
  if (!offset.empty()) return;
  throw Error(
      Exit::usage,
      fmt::format("{}: the class holds every image of n = {}, {} and {}; accepted: a class that "
                  "an image can leave",
                  config.place.text, shape.n, count_of(shape.h, "channel"),
                  count_of(shape.b, "bit")));
}

void LinearTables::add(const std::vector<std::int32_t>& weights, std::int64_t margin_offset,
                       Shape shape) {
  std::int64_t least = 0;  // sum of v_i x_i
  std::uint32_t most = 0;
  bool equal = true;
  for (const std::int32_t v : weights) {
    if (v < 0) least += std::int64_t{v} * shape.top_level();
    const auto size = static_cast<std::uint32_t>(std::abs(v));
    if (size != 0 && most != 0 && size != most) equal = false;
    most = std::max(most, size);
  }
  if (2 * least + margin_offset > 0) return;
  weight.insert(weight.end(), weights.begin(), weights.end());
  offset.push_back(margin_offset);
  most_weight = std::max(most_weight, most);
  one_size = one_size && equal;
}

HalfSpaces LinearTables::view() const {
  return {static_cast<std::uint32_t>(offset.size()), most_weight, one_size, weight.data(),
          offset.data()};
}

}  // namespace brink
