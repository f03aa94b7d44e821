// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <array>

#include "cuda/shape.hpp"
#include "host/config/fields.hpp"
#include "host/config/sections.hpp"

namespace brink {
namespace {

using namespace std::string_view_literals;

constexpr std::array sweep_keys = {"n"sv, "bit_depth"sv, "channels"sv};

/// The exhaustive sampler takes spaces of up to 2^32 images (docs/spec/config.md#run).
constexpr std::uint64_t max_exhaustive_bits = 32;

/// Calls check(the node of n, shape) for every shape of the sweep.
template <class Check>
void for_each_shape(const Node& sweep, const Config& config, Check check) {
  const std::vector<Node> sides = read_items(required(sweep, "n", ""), "");
  for (std::size_t i = 0; i < config.n.size(); ++i) {
    for (const std::uint32_t h : config.channels) {
      for (const std::uint32_t b : config.bit_depth) check(sides[i], Shape{config.n[i], h, b});
    }
  }
}

void check_exhaustive(const Node& side, const Shape& shape) {
  const std::uint64_t bits = shape.pixels() * shape.b;
  if (bits <= max_exhaustive_bits) return;
  refuse(side,
         fmt::format("n = {}, bit_depth = {}, channels = {} give 2^{} images, too many for "
                     "sampler = \"exhaustive\"",
                     shape.n, shape.b, shape.h, bits),
         fmt::format("n^2 * bit_depth * channels <= {}", max_exhaustive_bits));
}

void check_counted(const Node& side, const Shape& shape) {
  if (shape.pixels() <= max_counted_pixels) return;
  refuse(side,
         fmt::format("n = {}, channels = {} give {} values per image, too many for a sampler that "
                     "draws counts",
                     shape.n, shape.h, shape.pixels()),
         fmt::format("n^2 * channels <= {}", max_counted_pixels));
}

/// A list of one value that the images of a file decide. It may be left out.
std::vector<std::uint32_t> value_of_images(const Node& sweep, std::string_view key,
                                           std::uint32_t value) {
  if (const auto node = child(sweep, key)) {
    const std::vector<Node> items = read_items(*node, std::to_string(value));
    for (const Node& item : items) {
      if (read_integer(item, 1, max_side) == value) continue;
      refuse(item, fmt::format("the images of the file have {} = {}", key, value),
             fmt::format("{} = [{}], or none", key, value));
    }
    read_integers(*node, 1, max_side);  // refuses repetitions
  }
  return {value};
}

/// n and channels are those of the file; a smaller bit depth keeps the top bits of each level.
void read_sweep_of_images(const Node& sweep, Config& config) {
  const ImageSet& set = *config.images;
  config.n = value_of_images(sweep, "n", set.facts.side);
  config.channels = value_of_images(sweep, "channels", set.facts.channels);
  config.bit_depth = {set.bits};
  if (const auto node = child(sweep, "bit_depth")) {
    config.bit_depth = read_integers(*node, 1, set.bits);
  }
}

}  // namespace

void read_sweep(const Node& root, Config& config) {
  const Node sweep = section(root, "sweep");
  refuse_other_keys(sweep, sweep_keys);
  if (config.sampler == Sampler::images) {
    read_sweep_of_images(sweep, config);
    return;
  }
  const auto wanted = [](std::uint32_t high) {
    return fmt::format("a list of integers 1 to {}", high);
  };
  const bool counted = draws_counts(config.sampler);
  const std::uint32_t largest = counted ? max_counted_side : max_side;
  config.n = read_integers(required(sweep, "n", wanted(largest)), 1, largest);
  config.bit_depth =
      read_integers(required(sweep, "bit_depth", wanted(max_bit_depth)), 1, max_bit_depth);
  if (const auto node = child(sweep, "channels")) {
    config.channels = read_integers(*node, 1, max_channels);
  }
  if (config.sampler == Sampler::exhaustive) for_each_shape(sweep, config, check_exhaustive);
  if (counted) for_each_shape(sweep, config, check_counted);
}

}  // namespace brink
