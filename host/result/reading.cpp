// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/result/reading.hpp"

#include <algorithm>

#include "host/result/hdf5_read.hpp"
#include "host/result/opening.hpp"
#include "host/result/tables.hpp"

namespace brink {
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
  const auto missing = std::count(samples.begin(), samples.end(), missing_count);
  summary.done = summary.cells - static_cast<std::size_t>(missing);
  if (summary.cells != summary.classifiers.size() * summary.channels.size() * summary.n.size() *
                           summary.bit_depth.size()) {
    throw hdf5::Failure("samples do not fill the dimensions");
  }
  return summary;
}

FileSummary read_summary(const std::string& path) {
  const hdf5::Handle file = open_result_file(path);
  const hdf5::QuietErrors quiet;
  try {
    return summary_of(file);
  } catch (const hdf5::Failure& failure) {
    refuse_file(path, std::string("truncated or damaged: ") + failure.what());
  }
}

}  // namespace brink
