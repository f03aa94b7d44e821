// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/result/reading_results.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "cuda/costs.hpp"
#include "host/config/images_per_cell.hpp"
#include "host/config/load.hpp"
#include "host/error.hpp"
#include "host/result/hdf5_read.hpp"
#include "host/result/names.hpp"
#include "host/result/opening.hpp"
#include "host/result/reading.hpp"
#include "host/result/reading_tally.hpp"
#include "host/result/tables.hpp"
#include "host/result/versions.hpp"

namespace brink {
namespace {

void require_version(hid_t file, const std::string& path, const char* attribute,
                     std::uint64_t wanted, const char* what) {
  const std::string source = hdf5::get_text(file, "source");
  if (hdf5::check(H5Aexists(file, attribute), attribute) == 0) {
    refuse_file(path, fmt::format("written by {}, which kept no {}; this brink reads {} {}", source,
                                  attribute, attribute, wanted));
  }
  const std::uint64_t found = hdf5::get_integer(file, attribute);
  if (found == wanted) return;
  refuse_file(path, fmt::format("written by {}, whose {} differ: {} {}, this brink has {}", source,
                                what, attribute, found, wanted));
}

Config config_in(const std::string& path, const std::string& text) {
  try {
    return parse_config(text, path, {});
  } catch (const Error& error) {
    refuse_file(path, std::string("the config inside is refused: ") + error.what());
  }
}

template <class T>
void require_same(const std::vector<T>& found, const std::vector<T>& wanted, const char* name) {
  if (found != wanted) throw hdf5::Failure(std::string(name) + " differs from the config inside");
}

template <class T>
std::vector<std::int64_t> wide(const std::vector<T>& values) {
  return {values.begin(), values.end()};
}

void require_dimensions(const FileSummary& summary, const Config& config) {
  std::vector<std::string> names;
  for (const ClassifierConfig& classifier : config.classifiers) names.push_back(classifier.name);
  require_same(summary.classifiers, names, "classifier");
  require_same(summary.channels, wide(config.channels), "channels");
  require_same(summary.n, wide(config.n), "n");
  require_same(summary.bit_depth, wide(config.bit_depth), "bit_depth");
  require_same(summary.p, config.p, "p");
  if (summary.seed != config.seed) throw hdf5::Failure("seed differs from the config inside");
}

/// Which images a cell holds, empty where they are the plain ones of its config.
ImageRanges ranges_in(hid_t group, const ImageRange& whole, std::uint64_t samples) {
  const std::vector<std::uint64_t> numbers = hdf5::get_integers(group, image_ranges_attribute);
  ImageRanges ranges;
  std::uint64_t end = whole.first;
  for (std::size_t i = 0; i + 1 < numbers.size(); i += 2) {
    const ImageRange range{numbers[i], numbers[i + 1]};
    const bool inside = range.first >= end && range.first <= whole.end() && range.count > 0 &&
                        range.count <= whole.end() - range.first;
    if (!inside) throw hdf5::Failure("image_ranges are not those of a cell");
    ranges.push_back(range);
    end = range.end();
  }
  if (image_count(ranges) != samples) throw hdf5::Failure("image_ranges and samples differ");
  const bool plain = ranges == ImageRanges{{whole.first, samples}};
  return plain ? ImageRanges{} : ranges;
}

/// The tables that a cell is read from, row-major over the cells.
class CellReader {
 public:
  CellReader(hid_t file, const Config& config, std::size_t cells) : file_(file), config_(config) {
    samples_ = hdf5::get_values<std::uint64_t>(file, "samples");
    in_class_ = hdf5::get_values<std::uint64_t>(file, "in_class");
    threshold_ = hdf5::get_values<std::int64_t>(file, "threshold");
    coverage_ = hdf5::get_values<double>(file, "coverage_exact");
    elapsed_ = hdf5::get_values<double>(file, "elapsed");
    stopped_.assign(cells, 0);
    if (config.stop_half_width) stopped_ = hdf5::get_values<std::int64_t>(file, stopped_variable);
    for (const std::size_t size : {samples_.size(), stopped_.size(), in_class_.size(),
                                   threshold_.size(), coverage_.size(), elapsed_.size()}) {
      if (size != cells) throw hdf5::Failure("a table does not fill its dimensions");
    }
  }

  CellResult cell(std::size_t index, const std::string& classifier, const Shape& shape) const {
    CellResult cell;
    if (samples_[index] == missing_count) return cell;
    const std::uint64_t wanted = images_per_cell(config_, shape);
    cell.samples = samples_[index];
    cell.in_class = in_class_[index];
    if (cell.samples == 0 || cell.samples > wanted || cell.in_class > cell.samples) {
      throw hdf5::Failure("samples and in_class do not belong together");
    }
    cell.stopped = stopped_[index] == 1;
    cell.done = cell.samples == wanted || cell.stopped;
    cell.elapsed = elapsed_[index];
    cell.built.threshold = threshold_[index];
    // Of a finished enumeration it may be what was counted, not what was known before.
    if (!std::isnan(coverage_[index])) cell.built.exact_coverage = coverage_[index];
    const std::string group = "tally/" + classifier + "/" + shape_name(shape);
    const hdf5::Handle tallied(H5Gopen2(file_, group.c_str(), H5P_DEFAULT), H5Gclose,
                               group.c_str());
    cell.built.common_weight =
        static_cast<std::uint32_t>(hdf5::get_integer(tallied, common_weight_attribute));
    cell.built.weighted_pixels = hdf5::get_integer(tallied, weighted_pixels_attribute);
    cell.ranges = ranges_in(tallied, {config_.first_image, wanted}, cell.samples);
    for (const double p : config_.p) {
      cell.tallies.push_back(read_tallies(file_, classifier, shape, p, cell.in_class));
      Norm norm;
      norm.p = p;
      if (cell.tallies.back().upper.real == integer_costs(norm, shape)) {
        throw hdf5::Failure(group + " has costs of the wrong type");
      }
    }
    return cell;
  }

 private:
  hid_t file_;
  const Config& config_;
  std::vector<std::uint64_t> samples_, in_class_;
  std::vector<std::int64_t> threshold_, stopped_;
  std::vector<double> coverage_, elapsed_;
};

Results results_of(hid_t file, const std::string& path) {
  require_version(file, path, format_version_attribute, format_version, "contents");
  require_version(file, path, stream_version_attribute, stream_version, "random streams");
  const FileSummary summary = summary_of(file);
  Results results;
  results.config = config_in(path, summary.config);
  const Config& config = results.config;
  require_dimensions(summary, config);
  results.provenance = {summary.device, summary.backend, "", summary.history};
  const CellReader reader(file, config, summary.cells);
  for (const ClassifierConfig& classifier : config.classifiers) {
    const std::string group = "classifiers/" + classifier.name;
    ClassifierRecord record;
    record.name = classifier.name;
    record.type = hdf5::get_text_of(file, group, "type");
    if (record.type != classifier.type) throw hdf5::Failure(group + " has another type");
    record.proof = hdf5::get_text_of(file, group, "proof");
    record.threshold_method = hdf5::get_text_of(file, group, "threshold_method");
    results.classifiers.push_back(std::move(record));
    for (const std::uint32_t h : config.channels) {
      for (const std::uint32_t n : config.n) {
        for (const std::uint32_t b : config.bit_depth) {
          results.cells.push_back(
              reader.cell(results.cells.size(), classifier.name, Shape{n, h, b}));
        }
      }
    }
  }
  return results;
}

}  // namespace

Results read_results(const std::string& path) {
  return read_opened(open_result_file(path), path,
                     [&](hid_t file) { return results_of(file, path); });
}

}  // namespace brink
