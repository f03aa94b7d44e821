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

/// The exhaustive sampler takes spaces of up to 2^32 images (spec, section 5).
constexpr std::uint64_t max_exhaustive_bits = 32;

void check_exhaustive(const Node& sweep, const Config& config) {
  const std::vector<Node> sides = read_items(required(sweep, "n", ""), "");
  for (std::size_t i = 0; i < config.n.size(); ++i) {
    for (const std::uint32_t h : config.channels) {
      for (const std::uint32_t b : config.bit_depth) {
        const Shape shape{config.n[i], h, b};
        const std::uint64_t bits = shape.pixels() * b;
        if (bits <= max_exhaustive_bits) continue;
        refuse(sides[i],
               fmt::format("n = {}, bit_depth = {}, channels = {} has 2^{} images, too many for "
                           "sampler = \"exhaustive\"",
                           shape.n, shape.b, shape.h, bits),
               fmt::format("n^2 * bit_depth * channels <= {}", max_exhaustive_bits));
      }
    }
  }
}

}  // namespace

void read_sweep(const Node& root, Config& config) {
  const Node sweep = section(root, "sweep");
  refuse_other_keys(sweep, sweep_keys);
  const auto wanted = [](std::uint32_t high) {
    return fmt::format("a list of integers 1 to {}", high);
  };
  config.n = read_integers(required(sweep, "n", wanted(max_side)), 1, max_side);
  config.bit_depth =
      read_integers(required(sweep, "bit_depth", wanted(max_bit_depth)), 1, max_bit_depth);
  if (const auto node = child(sweep, "channels")) {
    config.channels = read_integers(*node, 1, max_channels);
  }
  if (config.sampler == Sampler::exhaustive) check_exhaustive(sweep, config);
}

}  // namespace brink
