// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/result/file/reading.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "host/config/images_per_cell.hpp"
#include "host/config/load.hpp"
#include "host/error.hpp"
#include "host/hdf5/read.hpp"
#include "host/result/file/names.hpp"
#include "host/result/file/opening.hpp"
#include "host/result/tables/tables.hpp"

namespace brink {
namespace {

/// The config inside a file; none where another version wrote a config that this version refuses.
std::optional<Config> config_of(const std::string& text) {
  try {
    return parse_config(text, "config", {}, ClassNames::any);
  } catch (const Error&) {
    return std::nullopt;
  }
}

/// Tells finished cells from part-done ones. Without a config, a cell that has images counts as
/// finished.
void count_cells(const std::vector<std::uint64_t>& samples,
                 const std::vector<std::int64_t>& stopped, FileSummary& summary) {
  const std::optional<Config> config = config_of(summary.config);
  std::size_t index = 0;
  for (const std::string& classifier : summary.classifiers) {
    for (const std::int64_t h : summary.channels) {
      for (const std::int64_t n : summary.n) {
        for (const std::int64_t b : summary.bit_depth) {
          const std::uint64_t found = samples[index];
          const bool ended = stopped.at(index++) == 1;
          if (found == missing_count) continue;
          const Shape shape{static_cast<std::uint32_t>(n), static_cast<std::uint32_t>(h),
                            static_cast<std::uint32_t>(b)};
          const std::uint64_t wanted = config ? images_per_cell(*config, shape) : found;
          summary.stopped += ended ? 1 : 0;
          if (found >= wanted || ended) {
            ++summary.done;
          } else {
            summary.part.push_back(
                {fmt::format("{} h={} n={} b={}", classifier, h, n, b), found, wanted});
          }
        }
      }
    }
  }
}

}  // namespace

Shape FileSummary::shape_of(std::size_t cell) const {
  const std::size_t b = cell % bit_depth.size();
  const std::size_t at_n = cell / bit_depth.size() % n.size();
  const std::size_t h = cell / bit_depth.size() / n.size() % channels.size();
  return {static_cast<std::uint32_t>(n[at_n]), static_cast<std::uint32_t>(channels[h]),
          static_cast<std::uint32_t>(bit_depth[b])};
}

const std::string& FileSummary::classifier_of(std::size_t cell) const {
  return classifiers.at(cell / (cells / classifiers.size()));
}

std::vector<std::string> FileSummary::class_names() const {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < classifiers.size(); i += strata) {
    const std::string& name = classifiers[i];
    names.push_back(strata == 1 ? name : name.substr(0, name.rfind(stratum_mark)));
  }
  return names;
}

FileSummary summary_of(hid_t file) {
  FileSummary summary;
  summary.source = hdf5::get_text(file, "source");
  summary.history = hdf5::get_text(file, "history");
  summary.config = hdf5::get_text(file, "config");
  summary.seed = hdf5::get_integer(file, "seed");
  summary.sampler = hdf5::get_text(file, "sampler");
  summary.device = hdf5::get_text(file, "device");
  summary.backend = hdf5::get_text(file, "backend");

  summary.classifiers = hdf5::get_texts(file, "classifier");
  if (hdf5::has(file, "stratum")) {
    summary.strata = hdf5::get_values<std::int64_t>(file, "stratum").size();
    std::vector<std::string> strata;
    for (const std::string& name : summary.classifiers) {
      for (std::size_t i = 0; i < summary.strata; ++i) {
        strata.push_back(fmt::format("{}{}{}", name, stratum_mark, i));
      }
    }
    summary.classifiers = std::move(strata);
  }
  summary.channels = hdf5::get_values<std::int64_t>(file, "channels");
  summary.n = hdf5::get_values<std::int64_t>(file, "n");
  summary.bit_depth = hdf5::get_values<std::int64_t>(file, "bit_depth");
  summary.p = hdf5::get_values<double>(file, "p");
  const bool scaled = hdf5::has(file, "radius_scale");
  summary.radius_mode = scaled ? RadiusMode::scale : RadiusMode::absolute;
  summary.radius = hdf5::get_values<double>(file, scaled ? "radius_scale" : "radius");
  summary.quantiles = hdf5::get_values<double>(file, "quantile");

  const std::vector<std::uint64_t> samples = hdf5::get_values<std::uint64_t>(file, "samples");
  summary.cells = samples.size();
  if (summary.cells != summary.classifiers.size() * summary.channels.size() * summary.n.size() *
                           summary.bit_depth.size()) {
    throw hdf5::Failure("samples do not fill the dimensions");
  }
  std::vector<std::int64_t> stopped(summary.cells, 0);
  if (hdf5::has(file, stopped_variable)) {
    stopped = hdf5::get_values<std::int64_t>(file, stopped_variable);
    if (stopped.size() != summary.cells) throw hdf5::Failure("stopped_early differs in size");
  }
  count_cells(samples, stopped, summary);
  return summary;
}

FileSummary read_summary(const std::string& path) { return read_result_file(path, summary_of); }

}  // namespace brink
