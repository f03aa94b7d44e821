// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/run/records.hpp"

#include <optional>
#include <utility>

#include "host/classes/host_class.hpp"
#include "host/config/classifier_keys.hpp"
#include "host/config/classifier_types.hpp"
#include "host/registry.hpp"
#include "host/run/groups.hpp"

namespace brink {
namespace {

// Weights and centres go into the file where each, and all of a sweep, have at most so many
// pixels (docs/spec/file_format.md#classifiers). Otherwise they would be most of the file.
constexpr std::uint64_t most_kept_pixels = std::uint64_t{1} << 20;
constexpr std::uint64_t most_kept_in_all = std::uint64_t{1} << 24;
constexpr std::uint64_t most_kept_images = 4096;

/// What a class is made of, unless a file of the user's has it.
std::optional<KeptImage> kept_of(const ClassifierConfig& config) {
  if (config.has_file()) return {};
  return host_class(config.type).kept_image();
}

}  // namespace

ClassifierRecord record_of(const ClassifierConfig& config) {
  ClassifierRecord record;
  record.name = config.class_name();
  record.type = config.type;
  with_classifier(config.type,
                  [&](auto classifier) { record.proof = decltype(classifier)::proof; });
  const bool other_side = config.threshold < 0 && config.threshold != threshold_by_coverage;
  if (config.measured() || other_side) record.proof = measured_proof;
  for (const ClassifierKey& key : classifier_keys()) {
    if (takes_key(config, key.name))
      record.parameters.emplace_back(key.attribute, key.value(config));
  }
  return record;
}

void note_method(const std::string& method, ClassifierRecord& record) {
  if (record.threshold_method.find(method) != std::string::npos) return;
  if (!record.threshold_method.empty()) record.threshold_method += "; ";
  record.threshold_method += method;
}

bool keeps_images(const Config& config) {
  std::uint64_t classes = 0;
  for (std::size_t c = 0; c < config.classifiers.size(); c += config.strata) {
    classes += kept_of(config.classifiers[c]) ? 1 : 0;
  }
  std::uint64_t images = 0, pixels = 0;
  for (const SweepGroup& group : groups_of(config)) {
    if (group.shape.pixels() > most_kept_pixels) continue;
    images += classes;
    pixels += classes * group.shape.pixels();
  }
  return images <= most_kept_images && pixels <= most_kept_in_all;
}

void keep_images(const Config& config, Shape shape, Results& results) {
  if (shape.pixels() > most_kept_pixels) return;
  for (std::size_t c = 0; c < config.classifiers.size(); c += config.strata) {
    const ClassifierConfig& classifier = config.classifiers[c];
    const std::optional<KeptImage> kept = kept_of(classifier);
    if (!kept) continue;
    results.images.push_back(
        {c, kept->name, shape.n, shape.h, shape.b, [=] { return kept->draw(classifier, shape); }});
  }
}

void restore_records(Results& results) {
  for (std::size_t c = 0; c < results.config.classifiers.size(); ++c) {
    std::string method = std::move(results.classifiers[c].threshold_method);
    results.classifiers[c] = record_of(results.config.classifiers[c]);
    results.classifiers[c].threshold_method = std::move(method);
  }
  results.images.clear();
  if (!keeps_images(results.config)) return;
  for (const SweepGroup& group : groups_of(results.config)) {
    if (begun(results, group)) keep_images(results.config, group.shape, results);
  }
}

}  // namespace brink
