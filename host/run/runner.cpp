// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/run/runner.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "host/cpu/weight_stream.hpp"
#include "host/registry.hpp"
#include "host/result/stopping.hpp"
#include "host/run/completion.hpp"
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

/// Where the cells of a shape lie in the results, by classifier.
std::vector<std::size_t> places_of(const Results& results, const Group& group) {
  std::vector<std::size_t> places;
  for (std::size_t c = 0; c < results.config.classifiers.size(); ++c) {
    places.push_back(results.cell_index(c, group.channels, group.n, group.bit_depth));
  }
  return places;
}

/// Images still to be drawn at a shape.
std::uint64_t images_left(const Results& results, const Group& group) {
  const std::uint64_t wanted = images_per_cell(results.config, group.shape);
  std::uint64_t left = 0;
  for (const std::size_t place : places_of(results, group)) {
    const CellResult& cell = results.cells[place];
    if (!cell.done) left = std::max(left, wanted - cell.samples);
  }
  return left;
}

/// Whether a cell of the shape holds images.
bool begun(const Results& results, const Group& group) {
  const std::vector<std::size_t> places = places_of(results, group);
  return std::any_of(places.begin(), places.end(),
                     [&](std::size_t place) { return results.cells[place].begun(); });
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
    if (takes_key<Classifier>("layers")) {
      record.integer_parameters.emplace_back("layers", config.layers);
      record.integer_parameters.emplace_back("width", config.width);
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

/// What to tell of a shape's cells, which are computed together; shapes and cells are
/// counted in the same order.
ProgressGroup progress_group(const Results& results, std::size_t position, const Group& group) {
  const Shape& shape = group.shape;
  const std::size_t together = results.config.classifiers.size();
  const std::size_t last = (position + 1) * together;
  const std::string cells =
      together == 1 ? fmt::format("{}", last) : fmt::format("{}-{}", last - together + 1, last);
  const std::string where = fmt::format("h={} n={} b={}", shape.h, shape.n, shape.b);
  const auto pixels = static_cast<double>(shape.pixels());
  return {fmt::format("{} {} of {}: {}", together == 1 ? "cell" : "cells", cells,
                      results.cells.size(), where),
          fmt::format("{}/{} {}", cells, results.cells.size(), where), pixels,
          pixels * static_cast<double>(images_left(results, group))};
}

/// Where each value of `wanted` stands in `list`; list.size() where it does not.
template <class T>
std::vector<std::size_t> positions(const std::vector<T>& list, const std::vector<T>& wanted) {
  std::vector<std::size_t> found;
  for (const T& value : wanted) {
    found.push_back(
        static_cast<std::size_t>(std::find(list.begin(), list.end(), value) - list.begin()));
  }
  return found;
}

}  // namespace

Results new_results(const Config& config, Provenance provenance) {
  Results results;
  results.config = config;
  results.provenance = std::move(provenance);
  results.cells.resize(groups_of(config).size() * config.classifiers.size());
  for (const auto& classifier : config.classifiers) {
    results.classifiers.push_back(record_of(classifier));
  }
  return results;
}

Results continued_results(const Config& config, Provenance provenance, const Results& found) {
  Results results = new_results(config, std::move(provenance));
  results.provenance.earlier = found.provenance.earlier;
  const Config& old = found.config;
  const auto classifier = positions(old.classifiers, config.classifiers);
  const auto channels = positions(old.channels, config.channels);
  const auto n = positions(old.n, config.n);
  const auto bit_depth = positions(old.bit_depth, config.bit_depth);
  const auto p = positions(old.p, config.p);
  const StoppingRule rule(config);
  for (std::size_t c = 0; c < classifier.size(); ++c) {
    if (classifier[c] == old.classifiers.size()) continue;
    results.classifiers[c].threshold_method = found.classifiers[classifier[c]].threshold_method;
    for (const Group& group : groups_of(config)) {
      const std::size_t at_h = channels[group.channels], at_n = n[group.n];
      const std::size_t at_b = bit_depth[group.bit_depth];
      if (at_h == old.channels.size() || at_n == old.n.size() || at_b == old.bit_depth.size()) {
        continue;
      }
      const CellResult& had = found.cells[found.cell_index(classifier[c], at_h, at_n, at_b)];
      if (!had.begun()) continue;
      CellResult& cell =
          results.cells[results.cell_index(c, group.channels, group.n, group.bit_depth)];
      cell = had;
      for (std::size_t i = 0; i < p.size(); ++i) cell.tallies[i] = had.tallies[p[i]];
      const bool complete = cell.samples == images_per_cell(config, group.shape);
      // With more samples to draw, one that had all of its own may end there as well.
      const bool ends = cell.ranges.empty() && rule.ends(cell, group.shape);
      cell.stopped = !complete && (had.stopped || ends);
      cell.done = complete || cell.stopped;
    }
  }
  restore_records(results);
  return results;
}

void restore_records(Results& results) {
  for (std::size_t c = 0; c < results.config.classifiers.size(); ++c) {
    std::string method = std::move(results.classifiers[c].threshold_method);
    results.classifiers[c] = record_of(results.config.classifiers[c]);
    results.classifiers[c].threshold_method = std::move(method);
  }
  results.images.clear();
  for (const Group& group : groups_of(results.config)) {
    if (begun(results, group)) keep_images(results.config, group.shape, results);
  }
}

void complete_sweep(Results& results, const RunOptions& options) {
  const std::vector<Group> groups = groups_of(results.config);
  double total_pixels = 0;
  for (const Group& group : groups) total_pixels += pixels_drawn(results.config, group.shape);
  PowerTables tables;
  Progress progress(options.progress, total_pixels, total_pixels - pixels_left(results));
  for (std::size_t position = 0; position < groups.size(); ++position) {
    const Group& group = groups[position];
    if (images_left(results, group) == 0) continue;
    progress.start_group(progress_group(results, position, group));
    const GroupPlan plan = plan_group(results.config, group.shape, tables);
    const auto note_records = [&, kept = begun(results, group)] {
      for (std::size_t c = 0; c < plan.methods.size(); ++c) {
        note_method(plan.methods[c], results.classifiers[c]);
      }
      if (!kept) keep_images(results.config, group.shape, results);
    };
    Completion completion(results, places_of(results, group), plan, options, progress,
                          note_records);
    if (!completion.run()) return;
    progress.set_pixels_left(pixels_left(results));
    options.on_state(results);
  }
}

Results run_sweep(const Config& config, Provenance provenance, const RunOptions& options) {
  Results results = new_results(config, std::move(provenance));
  complete_sweep(results, options);
  return results;
}

double pixels_left(const Results& results) {
  double pixels = 0;
  for (const Group& group : groups_of(results.config)) {
    pixels += static_cast<double>(images_left(results, group)) *
              static_cast<double>(group.shape.pixels());
  }
  return pixels;
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
