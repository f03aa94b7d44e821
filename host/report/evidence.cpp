// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/report/evidence.hpp"

#include <cmath>
#include <iterator>
#include <limits>
#include <map>
#include <optional>
#include <utility>

#include "cuda/classifier/linear/linear.hpp"
#include "host/config/load.hpp"
#include "host/error.hpp"
#include "host/hdf5/read.hpp"
#include "host/report/estimate.hpp"
#include "host/result/distances.hpp"
#include "host/result/file/names.hpp"
#include "host/result/file/opening.hpp"
#include "host/result/file/reading.hpp"
#include "host/result/file/reading_results.hpp"
#include "host/result/file/reading_tally.hpp"
#include "host/result/tables/tables.hpp"
#include "host/result/tables/tail.hpp"

namespace brink {
namespace {

template <class T>
std::vector<T> table(hid_t file, const std::string& name, std::size_t size) {
  std::vector<T> values = hdf5::get_values<T>(file, name);
  if (values.size() != size) throw hdf5::Failure(name + " does not fill its dimensions");
  return values;
}

std::vector<std::uint32_t> sizes(const std::vector<std::int64_t>& values, std::uint32_t most) {
  std::vector<std::uint32_t> result;
  for (const std::int64_t value : values) {
    if (value < 1 || value > most) throw hdf5::Failure("a size is out of range");
    result.push_back(static_cast<std::uint32_t>(value));
  }
  return result;
}

/// The radii at each n and p, whether scaled with n or not.
std::vector<double> radii_of(const FileSummary& summary) {
  std::vector<double> radii;
  for (const std::int64_t n : summary.n) {
    for (const double p : summary.p) {
      for (const double radius : summary.radius) {
        const bool scaled = summary.radius_mode == RadiusMode::scale;
        radii.push_back(scaled ? scaled_radius(radius, p, static_cast<std::uint32_t>(n)) : radius);
      }
    }
  }
  return radii;
}

/// q^N, where an enumeration is possible; else 0.
std::uint64_t images_of(const Shape& shape) {
  constexpr std::uint64_t most_bits = 32;  // docs/spec/config.md#run
  const std::uint64_t bits = shape.pixels() * shape.b;
  return bits <= most_bits ? std::uint64_t{1} << bits : 0;
}

/// The tables, cell by cell.
class Reader {
 public:
  Reader(hid_t file, const Evidence& evidence, const FileSummary& summary)
      : evidence_(evidence), points_(evidence.p.size() * evidence.radii), tallies_(file, summary) {
    const std::size_t cells = summary.cells;
    samples_ = table<std::uint64_t>(file, "samples", cells);
    in_class_ = table<std::uint64_t>(file, "in_class", cells);
    threshold_ = table<std::int64_t>(file, "threshold", cells);
    coverage_exact_ = table<double>(file, "coverage_exact", cells);
    moved_possible_ = table<std::uint64_t>(file, "moved_possible", cells * points_);
    // Files that version 0.1.0 wrote before this variable was added have only its complement.
    const bool has_robust = hdf5::has(file, "robust_fraction_bound");
    robust_bound_ = table<double>(
        file, has_robust ? "robust_fraction_bound" : "moved_fraction_bound", cells * points_);
    if (has_robust) return;
    for (double& value : robust_bound_) value = 1 - value;
  }

  EvidenceCell cell(std::size_t index, std::size_t classifier, const Shape& shape) {
    EvidenceCell cell;
    cell.classifier = classifier;
    cell.shape = shape;
    cell.done = samples_[index] != missing_count;
    // An enumeration that is part done has no exact shares, and is no random sample either.
    if (evidence_.exhaustive) cell.done = cell.done && samples_[index] == images_of(shape);
    if (!cell.done) return cell;
    cell.in_class = in_class_[index];
    cell.threshold = threshold_[index];
    cell.coverage.least = least_share(in_class_[index], samples_[index]);
    if (!std::isnan(coverage_exact_[index])) cell.coverage.exact = coverage_exact_[index];
    cell.done = !evidence_.measured[classifier] || surely_at_most_half(cell, samples_[index]);
    for (std::size_t p = 0; p < evidence_.p.size(); ++p) {
      cell.tallies.push_back(tallies_.at(index, p, cell.in_class));
    }
    const auto first = static_cast<std::ptrdiff_t>(index * points_);
    const auto last = static_cast<std::ptrdiff_t>((index + 1) * points_);
    cell.moved_possible.assign(moved_possible_.begin() + first, moved_possible_.begin() + last);
    cell.robust_bound.assign(robust_bound_.begin() + first, robust_bound_.begin() + last);
    for (const std::uint64_t moved : cell.moved_possible) {
      if (moved > cell.in_class) throw hdf5::Failure("more images are moved than are in a class");
    }
    return cell;
  }

 private:
  /// Many cells have the same counts, and an interval takes long to compute.
  double least_share(std::uint64_t in_class, std::uint64_t samples) {
    const auto [entry, is_new] = least_shares_.try_emplace({in_class, samples}, 0);
    if (is_new) entry->second = certain_share(in_class, samples, evidence_.sequence);
    return entry->second;
  }

  bool surely_at_most_half(const EvidenceCell& cell, std::uint64_t samples) {
    if (cell.coverage.exact) return *cell.coverage.exact <= 0.5;
    return 1 - least_share(samples - cell.in_class, samples) <= 0.5;
  }

  const Evidence& evidence_;
  std::size_t points_;
  TallyReader tallies_;
  std::map<std::pair<std::uint64_t, std::uint64_t>, double> least_shares_;
  std::vector<std::uint64_t> samples_, in_class_, moved_possible_;
  std::vector<std::int64_t> threshold_;
  std::vector<double> coverage_exact_, robust_bound_;
};

/// The config inside a file.
Config config_of(const FileSummary& summary) {
  try {
    return parse_config(summary.config, "config", {}, ClassNames::any);
  } catch (const Error& error) {
    throw hdf5::Failure(std::string("the config inside is refused: ") + error.what());
  }
}

/// The sequence that the config inside a file with [stop] has chosen.
ConfidenceSequence sequence_of(const Config& config) {
  if (!config.stop_half_width) throw hdf5::Failure("cells ended early without [stop]");
  return ConfidenceSequence(*config.stop_half_width, config.confidence);
}

/// What the images are, where they are not uniform.
std::string not_uniform(const FileSummary& summary) {
  if (summary.sampler == sampler_name(Sampler::images)) return "come from a file";
  for (const Sampler sampler : {Sampler::blocks, Sampler::smooth, Sampler::ball}) {
    // Uniform images are one end of each of these distributions.
    if (summary.sampler != sampler_name(sampler) || config_of(summary).uniform()) continue;
    return "are those of the sampler " + summary.sampler;
  }
  return {};
}

Evidence evidence_of(hid_t file) {
  const FileSummary summary = summary_of(file);
  Evidence evidence;
  evidence.names = summary.class_names();
  for (const std::string& name : evidence.names) {
    evidence.types.push_back(hdf5::get_text_of(file, "classifiers/" + name, "type"));
    const std::string proof = hdf5::get_text_of(file, "classifiers/" + name, "proof");
    evidence.measured.push_back(proof == measured_proof);
  }
  evidence.channels = sizes(summary.channels, max_channels);
  evidence.n = sizes(summary.n, max_counted_side);
  evidence.bit_depth = sizes(summary.bit_depth, max_bit_depth);
  evidence.p = summary.p;
  evidence.exhaustive = summary.sampler == sampler_name(Sampler::exhaustive);
  evidence.not_uniform = not_uniform(summary);
  if (hdf5::has(file, stopped_variable)) evidence.sequence = sequence_of(config_of(summary));
  evidence.radius = radii_of(summary);
  evidence.radii = summary.radius.size();
  if (summary.sampler == sampler_name(Sampler::tilted)) return evidence;
  Reader reader(file, evidence, summary);
  for (std::size_t k = 0; k < evidence.names.size(); ++k) {
    for (const std::uint32_t h : evidence.channels) {
      for (const std::uint32_t n : evidence.n) {
        for (const std::uint32_t b : evidence.bit_depth) {
          evidence.cells.push_back(reader.cell(evidence.cells.size(), k, Shape{n, h, b}));
        }
      }
    }
  }
  return evidence;
}

/// The scales at which the report says how tiny a share is.
constexpr double tail_scales[] = {1, 2, 4};

/// What a file of strata says of the tail of each class.
std::vector<EvidenceTail> tails_of(const Results& results, SharedBounds& bounds) {
  const Config& config = results.config;
  std::vector<EvidenceTail> tails;
  std::vector<std::size_t> firsts = first_strata(config);
  const double comparisons = static_cast<double>(firsts.size() * config.p.size()) *
                             static_cast<double>(std::size(tail_scales));
  for (std::size_t i = 0; i < firsts.size(); ++i) {
    if (!tail_begun(results, firsts[i])) continue;
    const Shape shape = cell_shape(config, firsts[i]);
    const Tail tail(results, firsts[i]);
    const CellClass& built = results.cells[firsts[i]].built;
    const MovedFractionBound bound(shape, {built.exact_coverage, 0}, bounds.at(shape));
    EvidenceTail place;
    std::size_t rest = i;
    for (const auto& [index, size] :
         {std::pair{&place.b, config.bit_depth.size()}, std::pair{&place.n, config.n.size()},
          std::pair{&place.h, config.channels.size()}}) {
      *index = rest % size;
      rest /= size;
    }
    place.classifier = rest;
    for (place.p = 0; place.p < config.p.size(); ++place.p) {
      for (const double scale : tail_scales) {
        EvidenceTail one = place;
        one.scale = scale;
        one.radius = scaled_radius(scale, config.p[place.p], shape.n);
        const TailShare share = tail.beyond(place.p, one.radius, report_confidence);
        one.share = share.value;
        one.lower = share.interval.lower;
        one.upper = share.interval.upper;
        one.certain =
            tail.beyond(place.p, one.radius, 1 - verdict_risk / comparisons).interval.lower;
        one.bound = bound(config.p[place.p], one.radius).robust;
        tails.push_back(one);
      }
    }
  }
  return tails;
}

}  // namespace

Evidence read_evidence(const std::string& path) {
  Evidence evidence = read_result_file(path, evidence_of);
  if (read_summary(path).sampler != sampler_name(Sampler::tilted)) return evidence;
  evidence.tails = tails_of(read_results(path), *evidence.bounds);
  evidence.tilted = true;
  return evidence;
}

}  // namespace brink
