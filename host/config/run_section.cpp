// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <limits>
#include <string>
#include <utility>

#include "cuda/shape.hpp"
#include "host/config/classifier_types.hpp"
#include "host/config/fields.hpp"
#include "host/config/images_key.hpp"
#include "host/config/sections.hpp"
#include "host/config/suggest.hpp"
#include "host/config/text.hpp"

namespace brink {
namespace {

using namespace std::string_view_literals;

constexpr std::array run_keys = {"seed"sv,       "samples"sv, "first_image"sv, "sampler"sv,
                                 "confidence"sv, "images"sv,  "image_bits"sv,  "block"sv,
                                 "smoothness"sv, "centres"sv, "changed"sv,     "centre_seed"sv,
                                 "tail"sv};
/// Keys that only one sampler takes.
constexpr std::array<std::pair<std::string_view, Sampler>, 8> own_keys = {
    {{"images", Sampler::images},
     {"image_bits", Sampler::images},
     {"block", Sampler::blocks},
     {"smoothness", Sampler::smooth},
     {"centres", Sampler::ball},
     {"changed", Sampler::ball},
     {"centre_seed", Sampler::ball},
     {"tail", Sampler::tilted}}};

/// Probabilities are doubles, and those of a class may be a little smaller than its share.
constexpr double least_tail = 1e-250;

constexpr std::string_view automatic = "auto";

/// Images of fewer pixels are drawn quicker than the counts of a half-space of unequal weights:
/// such a half-space has windows for each |w| and a solver that looks at each of them.
constexpr std::uint64_t least_grouped_pixels = 8192;
constexpr std::uint64_t least_deep_grouped_pixels = 1024;  // beyond 8 bits, where pixels are slower
constexpr std::uint32_t deep = 9;

bool worth_groups(const Shape& shape) {
  return shape.pixels() >= (shape.b < deep ? least_grouped_pixels : least_deep_grouped_pixels);
}

/// Drawing so many takes more than a month, and a double still holds every count exactly.
constexpr std::int64_t max_samples = std::int64_t{1} << 48;

/// What `sampler = "auto"` stands for: counts where every class can be judged by them.
Sampler quickest_sampler(const Node& root) {
  const auto list = child(root, "classifier");
  if (!list || list->value->kind != Kind::list) return Sampler::pixels;
  const std::span<const std::string_view> counted = counted_types();
  const bool all =
      std::all_of(list->value->items.begin(), list->value->items.end(), [&](const Value& table) {
        const auto type = child({list->file, list->path, &table}, "type");
        return type && type->value->kind == Kind::text &&
               std::find(counted.begin(), counted.end(), type->value->text) != counted.end();
      });
  return all ? Sampler::counts : Sampler::pixels;
}

Sampler read_sampler(const Node& node, const Node& root) {
  std::string accepted = fmt::format("\"{}\"", automatic);
  for (const std::string_view name : sampler_names) {
    const std::string_view between = name == sampler_names.back() ? " or " : ", ";
    accepted += fmt::format("{}\"{}\"", between, name);
  }
  const std::string name = read_text(node, accepted);
  if (name == automatic) return quickest_sampler(root);
  const auto found = std::find(sampler_names.begin(), sampler_names.end(), name);
  if (found != sampler_names.end()) return static_cast<Sampler>(found - sampler_names.begin());
  const std::string hint = did_you_mean(name, sampler_names);
  refuse(node, fmt::format("unknown sampler {}{}{}", excerpt(name), hint.empty() ? "" : ", ", hint),
         accepted);
}

/// A share that the sampler needs.
double read_share(const Node& run, std::string_view key) {
  constexpr std::string_view accepted = "numbers 0 to 1";
  const Node node = required(run, key, accepted);
  const double share = read_number(node, accepted);
  if (!(share >= 0 && share <= 1)) refuse_range(node, accepted);
  return share;
}

/// The keys of the samplers between noise and pictures.
void read_distribution(const Node& run, Config& config) {
  if (config.sampler == Sampler::blocks) {
    const std::string accepted = fmt::format("integers 1 to {}", max_side);
    config.block =
        static_cast<std::uint32_t>(read_integer(required(run, "block", accepted), 1, max_side));
  }
  if (config.sampler == Sampler::smooth) config.smoothness = read_share(run, "smoothness");
  if (config.sampler != Sampler::ball) return;
  config.changed = read_share(run, "changed");
  if (const auto node = child(run, "centres")) {
    config.centres = static_cast<std::uint32_t>(
        read_integer(*node, 1, std::numeric_limits<std::uint32_t>::max()));
  }
  if (const auto node = child(run, "centre_seed")) config.centre_seed = read_wide_integer(*node);
}

double read_confidence(const Node& node) {
  constexpr std::string_view accepted = "numbers above 0 and below 1";
  const double confidence = read_number(node, accepted);
  if (!(confidence > 0 && confidence < 1)) refuse_range(node, accepted);
  return confidence;
}

double read_tail(const Node& node) {
  constexpr std::string_view accepted = "numbers from 1e-250 to 0.5";
  const double tail = read_number(node, accepted);
  if (!(tail >= least_tail && tail <= 0.5)) refuse_range(node, accepted);
  return tail;
}

/// The numbers of images have 64 bits (docs/spec/random_streams.md#domains).
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

/// Each image of the file is taken once, in order; `first_image` and `samples` cut out a range.
void read_images_of_file(const Node& run, Config& config) {
  config.images = read_image_set(run);
  const std::uint64_t count = config.images->facts.count;
  if (config.first_image >= count) {
    refuse(*child(run, "first_image"), fmt::format("the file has {} images", count),
           fmt::format("0 to {}", count - 1));
  }
  config.samples = count - config.first_image;
  if (const auto node = child(run, "samples")) {
    config.samples = static_cast<std::uint64_t>(
        read_integer(*node, 1, static_cast<std::int64_t>(config.samples)));
  }
}

}  // namespace

void read_run(const Node& root, Config& config) {
  const Node run = section(root, "run");
  refuse_other_keys(run, run_keys);
  if (const auto node = child(run, "seed")) config.seed = read_wide_integer(*node);
  if (const auto node = child(run, "sampler")) {
    config.sampler = read_sampler(*node, root);
  }
  if (const auto node = child(run, "confidence")) config.confidence = read_confidence(*node);
  if (const auto node = child(run, "first_image")) config.first_image = read_wide_integer(*node);

  for (const auto& [key, sampler] : own_keys) {
    const auto node = child(run, key);
    if (!node || sampler == config.sampler) continue;
    refuse(*node, "this sampler does not take this key",
           fmt::format("this key with sampler = \"{}\"", sampler_name(sampler)));
  }
  if (config.sampler == Sampler::images) {
    read_images_of_file(run, config);
    return;
  }
  read_distribution(run, config);
  if (const auto node = child(run, "tail")) config.tail = read_tail(*node);
  const std::string accepted = fmt::format("integers 1 to {}", max_samples);
  if (config.sampler != Sampler::exhaustive) {
    config.samples = static_cast<std::uint64_t>(
        read_integer(required(run, "samples", accepted), 1, max_samples));
  } else if (const auto node = child(run, "samples")) {
    read_integer(*node, 1, max_samples);  // checked, but without effect
  }
  check_image_range(run, config);
}

void settle_sampler(const Node& root, Config& config) {
  if (config.sampler != Sampler::counts) return;
  const Node sampler = required(section(root, "run"), "sampler", "");
  const bool unequal = std::any_of(
      config.classifiers.begin(), config.classifiers.end(), [](const ClassifierConfig& one) {
        return one.type == "halfspace" && one.weights != "rademacher" && one.weights != "sparse";
      });
  if (sampler.value->text != automatic || !unequal) return;
  for (const std::uint32_t n : config.n) {
    for (const std::uint32_t h : config.channels) {
      for (const std::uint32_t b : config.bit_depth) {
        if (worth_groups({n, h, b})) return;
      }
    }
  }
  config.sampler = Sampler::pixels;
}

}  // namespace brink
