// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/result/file/reading_results.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "host/config/images_per_cell.hpp"
#include "host/config/load.hpp"
#include "host/error.hpp"
#include "host/hdf5/read.hpp"
#include "host/result/file/names.hpp"
#include "host/result/file/old_layout.hpp"
#include "host/result/file/opening.hpp"
#include "host/result/file/reading.hpp"
#include "host/result/file/reading_tally.hpp"
#include "host/result/file/versions.hpp"
#include "host/result/tables/tables.hpp"

namespace brink {
namespace {

void require_version(hid_t file, const std::string& path, const char* attribute,
                     std::uint64_t oldest, std::uint64_t wanted, const char* what) {
  const std::string source = hdf5::get_text(file, "source");
  if (hdf5::check(H5Aexists(file, attribute), attribute) == 0) {
    refuse_file(path, fmt::format("written by {}, which kept no {}; this brink reads {} {}", source,
                                  attribute, attribute, wanted));
  }
  const std::uint64_t found = hdf5::get_integer(file, attribute);
  if (found >= oldest && found <= wanted) return;
  refuse_file(path, fmt::format("written by {}, whose {} differ: {} {}, this brink has {}", source,
                                what, attribute, found, wanted));
}

Config config_in(const std::string& path, const std::string& text) {
  try {
    return parse_config(text, path, {}, ClassNames::any);
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
/// @param numbers first and count of each range, in turn
ImageRanges ranges_in(const std::vector<std::uint64_t>& numbers, const ImageRange& whole,
                      std::uint64_t samples) {
  ImageRanges ranges;
  std::uint64_t end = whole.first;
  for (std::size_t i = 0; i + 1 < numbers.size(); i += 2) {
    const ImageRange range{numbers[i], numbers[i + 1]};
    const bool inside = range.first >= end && range.first <= whole.end() && range.count > 0 &&
                        range.count <= whole.end() - range.first;
    if (!inside) throw hdf5::Failure("ranges of images are not those of a cell");
    ranges.push_back(range);
    end = range.end();
  }
  if (image_count(ranges) != samples) throw hdf5::Failure("ranges of images and samples differ");
  const bool plain = ranges == ImageRanges{{whole.first, samples}};
  return plain ? ImageRanges{} : ranges;
}

/// What the file says of the class and the images of each cell.
class CellFacts {
 public:
  CellFacts(hid_t file, const FileSummary& summary) : file_(file), summary_(summary) {
    old_ = format_of(file) < first_ragged_format;
    if (old_) return;
    common_weight_ = table("common_weight");
    weighted_pixels_ = table("weighted_pixels");
    range_begin_ = table("range_begin");
    range_end_ = table("range_end");
    first_ = hdf5::get_values<std::uint64_t>(file, "images/first");
    count_ = hdf5::get_values<std::uint64_t>(file, "images/count");
    if (first_.size() != count_.size()) throw hdf5::Failure("the ranges of images differ in size");
  }

  /// @return first and count of each range, in turn
  std::vector<std::uint64_t> read(std::size_t cell, CellClass& built) const {
    if (old_) return read_old(cell, built);
    built.common_weight = static_cast<std::uint32_t>(common_weight_[cell]);
    built.weighted_pixels = weighted_pixels_[cell];
    std::vector<std::uint64_t> numbers;
    if (range_end_[cell] > first_.size()) throw hdf5::Failure("a range of images is missing");
    for (std::uint64_t i = range_begin_[cell]; i < range_end_[cell]; ++i) {
      numbers.push_back(first_[i]);
      numbers.push_back(count_[i]);
    }
    return numbers;
  }

 private:
  std::vector<std::uint64_t> table(const char* name) const {
    std::vector<std::uint64_t> values = hdf5::get_values<std::uint64_t>(file_, name);
    if (values.size() != summary_.cells) {
      throw hdf5::Failure(std::string(name) + " does not fill its dimensions");
    }
    return values;
  }
  std::vector<std::uint64_t> read_old(std::size_t cell, CellClass& built) const {
    const std::string name = old_group(summary_.classifier_of(cell), summary_.shape_of(cell));
    const hdf5::Handle group(H5Gopen2(file_, name.c_str(), H5P_DEFAULT), H5Gclose, name.c_str());
    built.common_weight = static_cast<std::uint32_t>(hdf5::get_integer(group, old_common_weight));
    built.weighted_pixels = hdf5::get_integer(group, old_weighted_pixels);
    return hdf5::get_integers(group, old_image_ranges);
  }

  hid_t file_;
  const FileSummary& summary_;
  bool old_ = false;
  std::vector<std::uint64_t> common_weight_, weighted_pixels_;
  std::vector<std::uint64_t> range_begin_, range_end_, first_, count_;
};

/// The tables that a cell is read from, row-major over the cells.
class CellReader {
 public:
  CellReader(hid_t file, const Config& config, const FileSummary& summary)
      : config_(config), facts_(file, summary), tallies_(file, summary) {
    const std::size_t cells = summary.cells;
    samples_ = hdf5::get_values<std::uint64_t>(file, "samples");
    in_class_ = hdf5::get_values<std::uint64_t>(file, "in_class");
    threshold_ = hdf5::get_values<std::int64_t>(file, "threshold");
    coverage_ = hdf5::get_values<double>(file, "coverage_exact");
    elapsed_ = hdf5::get_values<double>(file, "elapsed");
    if (config.tilted()) {
      begin_ = hdf5::get_values<std::int64_t>(file, "stratum_begin");
      end_ = hdf5::get_values<std::int64_t>(file, "stratum_end");
      log10_share_ = hdf5::get_values<double>(file, "stratum_log10_share");
      theta_ = hdf5::get_values<double>(file, "stratum_tilt");
      for (const std::size_t size :
           {begin_.size(), end_.size(), log10_share_.size(), theta_.size()}) {
        if (size != cells) throw hdf5::Failure("a table of strata does not fill its dimensions");
      }
    }
    stopped_.assign(cells, 0);
    if (config.stop_half_width) stopped_ = hdf5::get_values<std::int64_t>(file, stopped_variable);
    for (const std::size_t size : {samples_.size(), stopped_.size(), in_class_.size(),
                                   threshold_.size(), coverage_.size(), elapsed_.size()}) {
      if (size != cells) throw hdf5::Failure("a table does not fill its dimensions");
    }
  }

  CellResult cell(std::size_t index, const Shape& shape) {
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
    // A finished enumeration may hold the coverage that it counted, which was not known before.
    if (!std::isnan(coverage_[index])) cell.built.exact_coverage = coverage_[index];
    if (config_.tilted()) {
      cell.built.stratum = {begin_[index], end_[index], log10_share_[index], theta_[index]};
    }
    cell.ranges =
        ranges_in(facts_.read(index, cell.built), {config_.first_image, wanted}, cell.samples);
    for (std::size_t p = 0; p < config_.p.size(); ++p) {
      cell.tallies.push_back(tallies_.at(index, p, cell.in_class));
    }
    return cell;
  }

 private:
  const Config& config_;
  CellFacts facts_;
  TallyReader tallies_;
  std::vector<std::uint64_t> samples_, in_class_;
  std::vector<std::int64_t> threshold_, stopped_;
  std::vector<double> coverage_, elapsed_;
  std::vector<std::int64_t> begin_, end_;  ///< of strata, as the next ones
  std::vector<double> log10_share_, theta_;
};

Results results_of(hid_t file, const std::string& path) {
  require_version(file, path, format_version_attribute, oldest_format, format_version, "contents");
  require_version(file, path, stream_version_attribute, stream_version, stream_version,
                  "random streams");
  const FileSummary summary = summary_of(file);
  Results results;
  results.config = config_in(path, summary.config);
  const Config& config = results.config;
  require_dimensions(summary, config);
  results.provenance = {summary.device, summary.backend, "", summary.history};
  CellReader reader(file, config, summary);
  for (const ClassifierConfig& classifier : config.classifiers) {
    const std::string group = "classifiers/" + classifier.class_name();
    ClassifierRecord record;
    record.name = classifier.class_name();
    record.type = hdf5::get_text_of(file, group, "type");
    if (record.type != classifier.type) throw hdf5::Failure(group + " has another type");
    record.proof = hdf5::get_text_of(file, group, "proof");
    record.threshold_method = hdf5::get_text_of(file, group, "threshold_method");
    results.classifiers.push_back(std::move(record));
  }
  for (std::size_t cell = 0; cell < summary.cells; ++cell) {
    results.cells.push_back(reader.cell(cell, cell_shape(config, cell)));
  }
  return results;
}

}  // namespace

Results read_results(const std::string& path) {
  return read_result_file(path, [&](hid_t file) { return results_of(file, path); });
}

}  // namespace brink
