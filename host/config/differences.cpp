// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/config/differences.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <concepts>
#include <optional>

#include "host/config/text.hpp"

namespace brink {
namespace {

std::string shown(std::integral auto value) { return std::to_string(value); }
std::string shown(double value) { return real_text(value); }
std::string shown(const std::string& value) { return excerpt(value); }

std::string shown(Sampler sampler) {
  switch (sampler) {
    case Sampler::pixels:
      return "pixels";
    case Sampler::multinomial:
      return "multinomial";
    case Sampler::exhaustive:
      return "exhaustive";
  }
  return "?";
}

std::string shown(RadiusMode mode) { return mode == RadiusMode::scale ? "radius_scale" : "radius"; }

template <class T>
std::string shown(const std::optional<T>& value) {
  return value ? shown(*value) : "none";
}

/// Long lists are cut: the key and the first values tell enough.
template <class T>
std::string shown(const std::vector<T>& values) {
  constexpr std::size_t most = 8;
  std::string text;
  for (std::size_t i = 0; i < std::min(values.size(), most); ++i) {
    text += (i > 0 ? ", " : "") + shown(values[i]);
  }
  return "[" + text + (values.size() > most ? ", ...]" : "]");
}

class Differences {
 public:
  template <class T>
  void compare(std::string key, const T& first, const T& second) {
    if (first != second) found.push_back({std::move(key), shown(first), shown(second)});
  }

  void compare_classifiers(const ClassifierConfig& first, const ClassifierConfig& second) {
    const std::string path = "classifier." + first.name + ".";
    const std::size_t before = found.size();
    compare(path + "type", first.type, second.type);
    compare(path + "coverage", first.coverage, second.coverage);
    compare(path + "seed", first.seed, second.seed);
    compare(path + "weights", first.weights, second.weights);
    compare(path + "max_weight", first.max_weight, second.max_weight);
    compare(path + "density", first.density, second.density);
    compare(path + "pixel", first.pixel, second.pixel);
    if (first != second && found.size() == before) {
      found.push_back({"classifier." + first.name, "one class", "another"});
    }
  }

  std::vector<Difference> found;
};

const ClassifierConfig* find(const Config& config, const std::string& name) {
  const auto same = [&](const ClassifierConfig& classifier) { return classifier.name == name; };
  const auto at = std::find_if(config.classifiers.begin(), config.classifiers.end(), same);
  return at == config.classifiers.end() ? nullptr : &*at;
}

std::vector<std::string> names(const Config& config) {
  std::vector<std::string> list;
  for (const ClassifierConfig& classifier : config.classifiers) list.push_back(classifier.name);
  return list;
}

}  // namespace

std::vector<Difference> differences(const Config& first, const Config& second) {
  Differences all;
  all.compare("run.seed", first.seed, second.seed);
  all.compare("run.samples", first.samples, second.samples);
  all.compare("run.first_image", first.first_image, second.first_image);
  all.compare("run.sampler", first.sampler, second.sampler);
  all.compare("run.confidence", first.confidence, second.confidence);
  all.compare("stop.half_width", first.stop_half_width, second.stop_half_width);
  all.compare("sweep.n", first.n, second.n);
  all.compare("sweep.bit_depth", first.bit_depth, second.bit_depth);
  all.compare("sweep.channels", first.channels, second.channels);
  all.compare("measure.p", first.p, second.p);
  all.compare("measure", first.radius_mode, second.radius_mode);
  all.compare("measure." + shown(first.radius_mode), first.radius, second.radius);
  all.compare("measure.quantiles", first.quantiles, second.quantiles);
  all.compare("classifier", names(first), names(second));
  for (const ClassifierConfig& classifier : first.classifiers) {
    const ClassifierConfig* const other = find(second, classifier.name);
    if (other != nullptr) all.compare_classifiers(classifier, *other);
  }
  return std::move(all.found);
}

std::string difference_text(const std::vector<Difference>& differences) {
  std::string text;
  for (const Difference& difference : differences) {
    text += fmt::format("{}{} ({} and {})", text.empty() ? "" : ", ", difference.key,
                        difference.before, difference.after);
  }
  return text;
}

}  // namespace brink
