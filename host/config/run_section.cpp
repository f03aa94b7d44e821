// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <limits>

#include "host/config/fields.hpp"
#include "host/config/sections.hpp"
#include "host/config/suggest.hpp"
#include "host/config/text.hpp"

namespace brink {
namespace {

using namespace std::string_view_literals;

constexpr std::array run_keys = {"seed"sv, "samples"sv, "first_image"sv, "sampler"sv,
                                 "confidence"sv};
constexpr std::array sampler_names = {"pixels"sv, "multinomial"sv, "exhaustive"sv};
/// Samplers that the spec describes and this version has not.
constexpr std::array later_samplers = {"tilted"sv};

/// More than a month of drawing, and a double still holds every count exactly.
constexpr std::int64_t max_samples = std::int64_t{1} << 48;

Sampler read_sampler(const Node& node) {
  constexpr std::string_view accepted = "\"pixels\", \"multinomial\" or \"exhaustive\"";
  const std::string name = read_text(node, accepted);
  if (name == "pixels") return Sampler::pixels;
  if (name == "multinomial") return Sampler::multinomial;
  if (name == "exhaustive") return Sampler::exhaustive;
  if (std::find(later_samplers.begin(), later_samplers.end(), name) != later_samplers.end()) {
    refuse(node, excerpt(name) + " is not in this version", accepted);
  }
  const std::string hint = did_you_mean(name, sampler_names);
  refuse(node, fmt::format("unknown sampler {}{}{}", excerpt(name), hint.empty() ? "" : ", ", hint),
         accepted);
}

double read_confidence(const Node& node) {
  constexpr std::string_view accepted = "numbers above 0 and below 1";
  const double confidence = read_number(node, accepted);
  if (!(confidence > 0 && confidence < 1)) refuse_range(node, accepted);
  return confidence;
}

/// Images are numbered in 64 bits (spec, section 2).
void check_image_range(const Node& run, const Config& config) {
  const auto first_image = child(run, "first_image");
  if (!first_image) return;
  if (config.sampler == Sampler::exhaustive && config.first_image != 0) {
    refuse(*first_image, "the exhaustive sampler starts at image 0", "0 with this sampler");
  }
  const std::uint64_t last_start = std::numeric_limits<std::uint64_t>::max() - config.samples;
  if (config.first_image > last_start) {
    refuse(*first_image, "first_image + samples exceeds 2^64-1",
           fmt::format("0 to {} with these samples", last_start));
  }
}

}  // namespace

void read_run(const Node& root, Config& config) {
  const Node run = section(root, "run");
  refuse_other_keys(run, run_keys);
  if (const auto node = child(run, "seed")) config.seed = read_wide_integer(*node);
  if (const auto node = child(run, "sampler")) config.sampler = read_sampler(*node);
  if (const auto node = child(run, "confidence")) config.confidence = read_confidence(*node);
  if (const auto node = child(run, "first_image")) config.first_image = read_wide_integer(*node);

  const std::string accepted = fmt::format("integers 1 to {}", max_samples);
  if (config.sampler != Sampler::exhaustive) {
    config.samples = static_cast<std::uint64_t>(
        read_integer(required(run, "samples", accepted), 1, max_samples));
  } else if (const auto node = child(run, "samples")) {
    read_integer(*node, 1, max_samples);  // checked, but without effect
  }
  check_image_range(run, config);
}

}  // namespace brink
