// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/run/memory_forecast.hpp"

#include <algorithm>
#include <cmath>

#include "host/config/class_file.hpp"
#include "host/config/classifier_types.hpp"
#include "host/config/images_per_cell.hpp"
#include "host/cpu/draw/chunk.hpp"
#include "host/registry.hpp"
#include "host/run/records.hpp"
#include "host/tally/cost_grid.hpp"
#include "host/tally/cost_range.hpp"

namespace brink {
namespace {

constexpr double kib = 1024, mib = 1024 * kib;

// These were measured, and rounded up.
constexpr double program = 24 * mib;     // with its libraries, and HDF5 at work
constexpr double thread = mib;           // its stack, words in flight, orders of steps
constexpr double tables = 8 * mib;       // of the cells that are written together
constexpr double law = 100 * kib;        // of a shape's sums of levels, which bounds ask for
constexpr double tally_kept = 250;       // what describes a tally, here and in the file
constexpr double tables_of_radius = 60;  // its counts, shares and bounds in the file

constexpr double entry = 16;     // of a tally that is counted: a cost and a count
constexpr double kept_here = 2;  // of packed entries: in memory, and in the file in memory
constexpr double small_cost_counts = 8 * kib;
// A tally exists in a slice, in the group's cells so far, and once more while two are added.
constexpr double working_copies = 3;
constexpr double slots_bytes = 8 * mib;  // images in work have no more counts than that
constexpr double slots = 16;
constexpr double kept_stream_bytes = 4 * mib;  // weights and centres, prepared for counting
constexpr double most_kept_pixels = 1 << 20;   // up to so many they are stored in the file
constexpr double weights_in_file = 1.4;        // bytes of one weight, compressed
constexpr double sampler_tables = 1800;        // to draw counts: bytes for each unit of the side

/// The properties of a classifier that matter for memory.
struct Traits {
  bool weighted = false;    ///< pixels are counted by |w|, and distances are bracketed
  bool whole = false;       ///< images are seen whole
  bool has_stream = false;  ///< weights or a centre
  Statistic statistic = Statistic::levels;
  double kinds = 1;     ///< kinds of pixels that are counted separately
  double scratch = 0;   ///< bytes a pixel that the solver of a thread keeps
  double shared = 0;    ///< bytes a pixel that all threads share
  double by_level = 0;  ///< bytes a level that the solver of a thread keeps
};

Traits traits_of(const ClassifierConfig& config) {
  Traits traits;
  constexpr double read_value = 4, table_value = 4;  // of a file, and of a half-space
  if (config.has_file()) {
    traits.shared = static_cast<double>(arrays_in(config)) * (read_value + table_value);
  }
  with_classifier(config.judged_as(), [&](auto classifier) {
    using Classifier = decltype(classifier);
    constexpr Statistic statistic = Classifier::statistic;
    traits.whole = statistic == Statistic::image;
    traits.statistic = statistic;
    traits.has_stream = statistic == Statistic::caps || statistic == Statistic::centre_differences;
    traits.weighted = statistic == Statistic::caps &&
                      (config.weights == "binomial" || config.weights == "uniform");
    constexpr double popcounts = 16;  // for binomial weights, by |w|
    if (traits.weighted) traits.kinds = config.weights == "uniform" ? config.max_weight : popcounts;
    constexpr double prototype = 4, unit = 2;  // a prototype's pixel; a channel of a network
    if (takes_key(config, "prototypes")) traits.shared = prototype * config.prototypes;
    if (takes_key(config, "width")) traits.scratch = unit * config.width;
    constexpr double noted = 16;  // the count of a level, and its moves
    if (config.type == Table::type)
      traits = {.whole = true, .statistic = statistic, .by_level = noted};
  });
  return traits;
}

class Forecast {
 public:
  Forecast(const Config& config, unsigned threads) : config_(config), threads_(threads) {}

  double bytes() {
    for (const std::uint32_t h : config_.channels) {
      for (const std::uint32_t n : config_.n) {
        for (const std::uint32_t b : config_.bit_depth) add({n, h, b});
      }
    }
    return program + tables + kept_ + (keeps_images(config_) ? weights_ : 0) + working_ + drawing_;
  }

 private:
  /// Bytes of a cost and a count once they are packed (PackedTallies).
  double packed_entry(const Traits& traits, Norm norm, Shape shape) const {
    const auto bytes = [](double largest) {
      if (largest < 0x1p8) return 1;
      if (largest < 0x1p16) return 2;
      return largest < 0x1p32 ? 4 : 8;
    };
    const auto images = static_cast<double>(images_per_cell(config_, shape));
    const double largest =
        largest_cost(norm, shape, deciding_pixels(traits.statistic, shape.pixels()));
    return bytes(images) + (integer_costs(norm, shape) ? bytes(largest) : 8);
  }

  /// The number of different costs of one end at one p.
  double costs(const Traits& traits, const ClassifierConfig& classifier, double p, Shape shape) {
    const auto images = static_cast<double>(images_per_cell(config_, shape));
    constexpr double deviations = 7;
    double most = std::min(images, images * classifier.coverage + deviations * std::sqrt(images));
    most = std::min(most, static_cast<double>(most_tallied_costs + config_.radius.size()));
    const std::uint64_t deciding = deciding_pixels(traits.statistic, shape.pixels());
    const auto moving = static_cast<double>(deciding);
    // A cost depends only on how many pixels move by how many steps.
    const double ways = std::lgamma(moving + shape.levels()) - std::lgamma(moving + 1) -
                        std::lgamma(shape.levels());
    most = std::min(most, std::ceil(std::exp(ways)));
    Norm norm;
    norm.p = p;
    if (!integer_costs(norm, shape)) return most;
    const double largest = largest_cost(norm, shape, deciding);
    const bool random = config_.sampler != Sampler::exhaustive && config_.uniform();
    return std::min(most, 1 + (random ? std::min(largest, typical_cost(norm, shape)) : largest));
  }

  void add(Shape shape) {
    const auto pixels = static_cast<double>(shape.pixels());
    kept_ += law;
    const bool long_images = shape.words() > chunk_words;
    double tallied = 0, in_thread = 0, counted = 0, powers = 0, shared = 0;
    for (const ClassifierConfig& classifier : config_.classifiers) {
      const Traits traits = traits_of(classifier);
      for (const double p : config_.p) {
        Norm norm;
        norm.p = p;
        const bool two = traits.whole || (traits.weighted && !greedy_is_exact(norm));
        const double found = (two ? 2 : 1) * costs(traits, classifier, p, shape);
        tallied += found;
        in_thread += small_cost_counts + found * sizeof(std::uint64_t);
        kept_ += found * kept_here * packed_entry(traits, norm, shape) + tally_kept +
                 tables_of_radius * static_cast<double>(config_.radius.size());
        if (!integer_costs(norm, shape)) powers = std::max(powers, entry * shape.levels());
      }
      if (traits.has_stream && long_images) in_thread += std::min(kept_stream_bytes, 4 * pixels);
      if (traits.has_stream && pixels <= most_kept_pixels) {
        weights_ += weights_in_file * pixels;
        drawing_ = std::max(drawing_, sizeof(std::int32_t) * pixels);
      }
      in_thread += traits.scratch * pixels + traits.by_level * shape.levels();
      shared += traits.shared * pixels;
      counted += traits.whole ? sizeof(std::uint16_t) * pixels
                              : sizeof(std::uint32_t) * shape.levels() * traits.kinds;
    }
    // Images that a first count did not decide are counted once more, one at a time.
    const double in_flight = long_images ? std::min(slots_bytes, slots * counted) : 0;
    in_thread += thread + counted + std::max(counted, in_flight);
    const double threads = std::min(threads_, static_cast<double>(images_per_cell(config_, shape)));
    const bool drawn = draws_counts(config_.sampler);
    const double sampler = drawn ? sampler_tables * shape.n : 0;
    if (config_.images) {
      const auto images = static_cast<double>(config_.images->facts.count);
      shared += images * (sizeof(std::uint16_t) * pixels +
                          sizeof(std::uint32_t) * static_cast<double>(shape.stored_words()));
    }
    powers_ += powers * static_cast<double>(config_.p.size());
    working_ = std::max(working_, working_copies * entry * tallied + threads * in_thread + sampler +
                                      shared + powers_);
  }

  const Config& config_;
  double threads_;
  double weights_ = 0;  ///< in the file, where it keeps them
  double kept_ = 0;     ///< for every cell
  double working_ = 0;  ///< for the largest shape
  double drawing_ = 0;  ///< for the largest weights that go into the file
  double powers_ = 0;
};

}  // namespace

std::uint64_t memory_forecast(const Config& config, unsigned threads) {
  return static_cast<std::uint64_t>(std::ceil(Forecast(config, threads).bytes() / mib));
}

}  // namespace brink
