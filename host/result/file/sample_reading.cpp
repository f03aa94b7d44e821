// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/result/file/sample_reading.hpp"

#include "host/hdf5/read.hpp"
#include "host/result/file/opening.hpp"

namespace brink {

std::variant<FileSummary, SampleSummary> read_either_summary(const std::string& path) {
  return read_brink_file(path, [](hid_t file) -> std::variant<FileSummary, SampleSummary> {
    if (!is_sample(file)) return summary_of(file);
    SampleSummary summary;
    summary.source = hdf5::get_text(file, "source");
    summary.history = hdf5::get_text(file, "history");
    summary.sampler = hdf5::get_text(file, "sampler");
    summary.seed = hdf5::get_integer(file, "seed");
    summary.channels = hdf5::get_integer(file, "channels");
    summary.n = hdf5::get_integer(file, "n");
    summary.bit_depth = hdf5::get_integer(file, "bit_depth");
    const auto images = hdf5::get_values<std::uint64_t>(file, "image");
    summary.images = images.size();
    summary.first_image = images.empty() ? 0 : images.front();
    summary.classifiers = hdf5::get_texts(file, "classifier");
    summary.p = hdf5::get_values<double>(file, "p");
    return summary;
  });
}

}  // namespace brink
