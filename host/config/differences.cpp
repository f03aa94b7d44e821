// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/config/differences.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>

#include "host/config/classifier_keys.hpp"
#include "host/config/text.hpp"

namespace brink {
namespace {

constexpr const char* missing = "missing";

std::string value_text(const std::string& value) { return fmt::format("\"{}\"", value); }
std::string value_text(double value) { return real_text(value); }
std::string value_text(std::uint64_t value) { return fmt::format("{}", value); }
std::string value_text(std::int64_t value) { return fmt::format("{}", value); }
std::string value_text(std::uint32_t value) { return fmt::format("{}", value); }
std::string value_text(Sampler sampler) { return value_text(sampler_name(sampler)); }
std::string value_text(RadiusMode mode) {
  return mode == RadiusMode::scale ? "radius_scale" : "radius";
}
std::string value_text(const std::optional<double>& value) {
  return value ? value_text(*value) : missing;
}
std::string value_text(const std::optional<ImageSet>& set) {
  return set ? fmt::format("a file with the SHA-256 {}, of {} bits", set->facts.sha256, set->bits)
             : missing;
}
std::string value_text(const KeyValue& value) {
  return std::visit([](const auto& held) { return value_text(held); }, value);
}
template <class T>
std::string value_text(const std::vector<T>& values) {
  std::vector<std::string> texts;
  for (const T& value : values) texts.push_back(value_text(value));
  return fmt::format("[{}]", fmt::join(texts, ", "));
}

template <class T>
std::vector<T> sorted(std::vector<T> values) {
  std::sort(values.begin(), values.end());
  return values;
}

class Comparison {
 public:
  template <class T>
  void value(const std::string& key, const T& before, const T& after, bool more_work) {
    if (before == after) return;
    found_.push_back({key, value_text(before), value_text(after), more_work});
  }

  /// Compares two lists in any order. Values may be added where each value is a group of cells.
  template <class T>
  void list(const std::string& key, const std::vector<T>& before, const std::vector<T>& after,
            bool may_grow) {
    if (before == after) return;
    const std::vector<T> had = sorted(before), wanted = sorted(after);
    const bool grows = std::includes(wanted.begin(), wanted.end(), had.begin(), had.end());
    found_.push_back(
        {key, value_text(before), value_text(after), had == wanted || (may_grow && grows)});
  }

  /// The same file may lie in another place.
  void images(std::optional<ImageSet> before, const std::optional<ImageSet>& after) {
    if (before && after) before->facts.path = after->facts.path;
    value("run.images", before, after, false);
  }

  void classifiers(const std::vector<ClassifierConfig>& before,
                   const std::vector<ClassifierConfig>& after) {
    const auto named = [](const std::vector<ClassifierConfig>& list, const std::string& name) {
      return std::find_if(list.begin(), list.end(),
                          [&](const auto& at) { return at.name == name; });
    };
    for (const ClassifierConfig& had : before) {
      const auto now = named(after, had.name);
      if (now == after.end()) {
        found_.push_back({"classifier." + had.name, value_text(had.type), missing, false});
      } else {
        classifier(had, *now);
      }
    }
    for (const ClassifierConfig& now : after) {
      if (named(before, now.name) != before.end()) continue;
      found_.push_back({"classifier." + now.name, missing, value_text(now.type), true});
    }
    const std::vector<std::string> had = names(before), wanted = names(after);
    if (sorted(had) == sorted(wanted)) list("classifier", had, wanted, true);
  }

  std::vector<Difference> take() { return std::move(found_); }

 private:
  static std::vector<std::string> names(const std::vector<ClassifierConfig>& classifiers) {
    std::vector<std::string> found;
    for (const ClassifierConfig& classifier : classifiers) found.push_back(classifier.name);
    return found;
  }

  void classifier(const ClassifierConfig& before, const ClassifierConfig& after) {
    if (before == after) return;
    const std::string key = "classifier." + before.name;
    value(key + ".type", before.type, after.type, false);
    for (const ClassifierKey& row : classifier_keys()) {
      value(fmt::format("{}.{}", key, row.name), row.value(before), row.value(after), false);
    }
  }

  std::vector<Difference> found_;
};

}  // namespace

std::vector<Difference> differences(const Config& before, const Config& after) {
  Comparison compare;
  compare.value("run.seed", before.seed, after.seed, false);
  compare.value("run.samples", before.samples, after.samples, before.samples < after.samples);
  compare.value("run.first_image", before.first_image, after.first_image, false);
  compare.value("run.sampler", before.sampler, after.sampler, false);
  compare.images(before.images, after.images);
  compare.value("run.block", before.block, after.block, false);
  compare.value("run.smoothness", before.smoothness, after.smoothness, false);
  compare.value("run.centres", before.centres, after.centres, false);
  compare.value("run.changed", before.changed, after.changed, false);
  compare.value("run.tail", before.tail, after.tail, false);  // the last stratum is open
  compare.value("run.centre_seed", before.centre_seed, after.centre_seed, false);
  // Without [stop], these keys affect derived tables only. With it, they decide where cells end.
  const bool derived = !before.stop_half_width && !after.stop_half_width;
  compare.value("run.confidence", before.confidence, after.confidence, derived);
  compare.value("stop.half_width", before.stop_half_width, after.stop_half_width, false);
  compare.list("sweep.n", before.n, after.n, true);
  compare.list("sweep.bit_depth", before.bit_depth, after.bit_depth, true);
  compare.list("sweep.channels", before.channels, after.channels, true);
  // For more p all images are drawn once more.
  compare.list("measure.p", before.p, after.p, derived);
  compare.value("measure", before.radius_mode, after.radius_mode, derived);
  compare.value("measure.radius", before.radius, after.radius, derived);
  compare.value("measure.quantiles", before.quantiles, after.quantiles, true);
  compare.classifiers(before.classifiers, after.classifiers);
  return compare.take();
}

}  // namespace brink
