// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/run/runner.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <memory>

#include "host/cpu/group.hpp"
#include "host/cpu/weight_stream.hpp"
#include "host/registry.hpp"
#include "host/run/group_plan.hpp"

namespace brink {
namespace {

// Weights and centres go into the file up to this many pixels (spec, section 7).
constexpr std::uint64_t most_kept_pixels = std::uint64_t{1} << 20;

/// A shape of the sweep, by its places in the config's lists.
struct Group {
  std::size_t channels, n, bit_depth;
  Shape shape;
};

std::vector<Group> groups_of(const Config& config) {
  std::vector<Group> groups;
  for (std::size_t h = 0; h < config.channels.size(); ++h) {
    for (std::size_t n = 0; n < config.n.size(); ++n) {
      for (std::size_t b = 0; b < config.bit_depth.size(); ++b) {
        groups.push_back({h, n, b, {config.n[n], config.channels[h], config.bit_depth[b]}});
      }
    }
  }
  return groups;
}

double pixels_drawn(const Config& config, Shape shape) {
  return static_cast<double>(images_per_cell(config, shape)) * static_cast<double>(shape.pixels());
}

ClassifierRecord record_of(const ClassifierConfig& config) {
  ClassifierRecord record;
  record.name = config.name;
  record.type = config.type;
  with_classifier(config.type, [&](auto classifier) {
    using Classifier = decltype(classifier);
    record.proof = Classifier::proof;
    if (takes_key<Classifier>("coverage")) {
      record.real_parameters.emplace_back("wanted_coverage", config.coverage);
    }
    if (Classifier::statistic == Statistic::caps) {
      record.text_parameters.emplace_back("weights", config.weights);
      if (config.weights == "uniform") {
        record.integer_parameters.emplace_back("max_weight", config.max_weight);
      }
      if (config.weights == "sparse") {
        record.real_parameters.emplace_back("density", config.density);
      }
    }
    if (takes_key<Classifier>("seed")) {
      record.integer_parameters.emplace_back("seed", config.seed);
    }
    if (takes_key<Classifier>("prototypes")) {
      record.integer_parameters.emplace_back("prototypes", config.prototypes);
    }
    if (takes_key<Classifier>("pixel")) {
      record.integer_parameters.emplace_back("pixel", config.pixel);
    }
  });
  return record;
}

void keep_images(const Config& config, Shape shape, Results& results) {
  if (shape.pixels() > most_kept_pixels) return;
  for (std::size_t c = 0; c < config.classifiers.size(); ++c) {
    const ClassifierConfig& classifier = config.classifiers[c];
    with_classifier(classifier.type, [&](auto type) {
      using Classifier = decltype(type);
      constexpr Statistic statistic = Classifier::statistic;
      if constexpr (statistic == Statistic::caps) {
        results.images.push_back({c, "weights", shape.n, shape.h, shape.b,
                                  [classifier, shape] { return weights(classifier, shape); }});
      } else if constexpr (statistic == Statistic::centre_differences ||
                           takes_key<Classifier>("prototypes")) {
        // Of the prototypes of a Voronoi cell, the one it is the cell of.
        results.images.push_back({c, "centre", shape.n, shape.h, shape.b, [classifier, shape] {
                                    return centre_levels(classifier, shape);
                                  }});
      }
    });
  }
}

/// Notes how a threshold is known, once for all the shapes it is known that way.
void note_method(const std::string& method, ClassifierRecord& record) {
  if (record.threshold_method.find(method) != std::string::npos) return;
  if (!record.threshold_method.empty()) record.threshold_method += "; ";
  record.threshold_method += method;
}

CellResult result_of(const GroupPlan& plan, std::size_t classifier, CellTally& tally,
                     double elapsed) {
  CellResult cell;
  cell.done = true;
  cell.samples = tally.samples;
  cell.in_class = tally.in_class;
  cell.built = plan.built[classifier];
  cell.elapsed = elapsed;
  for (std::size_t p = 0; p < plan.job.rules.size(); ++p) {
    const bool real = plan.job.rules[p].real;
    CostTallies tallies{tally.upper[p].tally(real), std::nullopt};
    if (plan.job.cells[classifier].bracket[p]) tallies.lower = tally.lower[p].tally(real);
    cell.tallies.push_back(std::move(tallies));
  }
  return cell;
}

std::string label_of(const Shape& shape, std::size_t position, std::size_t groups) {
  return fmt::format("shape {} of {}: h={} n={} b={}", position + 1, groups, shape.h, shape.n,
                     shape.b);
}

}  // namespace

Results run_sweep(const Config& config, Provenance provenance, const RunOptions& options) {
  Results results;
  results.config = config;
  results.provenance = std::move(provenance);
  const std::vector<Group> groups = groups_of(config);
  results.cells.resize(groups.size() * config.classifiers.size());
  for (const auto& classifier : config.classifiers) {
    results.classifiers.push_back(record_of(classifier));
  }
  double total_pixels = 0;
  for (const Group& group : groups) total_pixels += pixels_drawn(config, group.shape);

  PowerTables tables;
  Progress progress(options.progress, total_pixels);
  for (std::size_t position = 0; position < groups.size(); ++position) {
    const auto& [channels, n, bit_depth, shape] = groups[position];
    const auto start = std::chrono::steady_clock::now();
    progress.start_group(label_of(shape, position, groups.size()),
                         static_cast<double>(shape.pixels()));
    const GroupPlan plan = plan_group(config, shape, tables);
    const GroupOptions group_options{options.threads,
                                     [&](std::uint64_t images) { progress.add_images(images); },
                                     options.cancelled};
    auto tallies = options.run_group(plan.job, config.first_image, images_per_cell(config, shape),
                                     group_options);
    if (tallies.empty()) break;
    const double elapsed =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    for (std::size_t c = 0; c < tallies.size(); ++c) {
      results.cells[results.cell_index(c, channels, n, bit_depth)] =
          result_of(plan, c, tallies[c], elapsed);
      note_method(plan.methods[c], results.classifiers[c]);
    }
    keep_images(config, shape, results);
    options.on_group(results);
  }
  return results;
}

std::string describe_sweep(const Config& config) {
  std::string text;
  double pixels = 0;
  const std::vector<Group> groups = groups_of(config);
  for (const Group& group : groups) {
    const double drawn = pixels_drawn(config, group.shape);
    pixels += drawn;
    text += fmt::format("h={} n={} b={}: {} images of {} pixels, {:.3g} pixels to draw{}\n",
                        group.shape.h, group.shape.n, group.shape.b,
                        images_per_cell(config, group.shape), group.shape.pixels(), drawn,
                        config.sampler == Sampler::multinomial ? " as level counts" : "");
  }
  std::string names;
  for (const auto& classifier : config.classifiers) {
    names += (names.empty() ? "" : ", ") + classifier.name;
  }
  return text + fmt::format("{} cells: {} shapes, each for {} ({})\n{:.3g} pixels in all\n",
                            groups.size() * config.classifiers.size(), groups.size(),
                            config.classifiers.size(), names, pixels);
}

}  // namespace brink
