// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "host/config/fields.hpp"
#include "host/config/sections.hpp"

namespace brink {
namespace {

using namespace std::string_view_literals;

constexpr std::array stop_keys = {"half_width"sv};

/// No number of samples that a config may ask for gives narrower intervals.
constexpr double least_half_width = 1e-7;

double read_half_width(const Node& node) {
  constexpr std::string_view accepted = "numbers from 1e-7, below 0.5";
  const double half_width = read_number(node, accepted);
  if (!(half_width >= least_half_width && half_width < 0.5)) refuse_range(node, accepted);
  return half_width;
}

}  // namespace

void read_stop(const Node& root, Config& config) {
  const auto written = child(root, "stop");
  if (!written) return;
  const Node stop = section(root, "stop");
  refuse_other_keys(stop, stop_keys);
  const double half_width =
      read_half_width(required(stop, "half_width", "numbers from 1e-7, below 0.5"));
  if (config.sampler == Sampler::exhaustive) {
    refuse(*written,
           "the exhaustive sampler draws nothing that could stop early: its shares are "
           "exact",
           "a config without [stop], or another sampler");
  }
  if (config.tilted()) {
    refuse(*written, "the sampler tilted draws the same number of images in every stratum",
           "a config without [stop], or another sampler");
  }
  config.stop_half_width = half_width;
}

}  // namespace brink
