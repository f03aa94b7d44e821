// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace brink {

/// What a file of `brink sample` says of itself.
struct SampleSummary {
  std::string source, history, sampler;
  std::uint64_t seed = 0;
  std::uint64_t channels = 0, n = 0, bit_depth = 0;
  std::uint64_t first_image = 0, images = 0;
  std::vector<std::string> classifiers;
  std::vector<double> p;
};

/// Reads it, without the images; nothing where the file holds a run's results.
///
/// @throw Error(Exit::bad_file): one line with the path and the reason
std::optional<SampleSummary> read_sample_summary(const std::string& path);

}  // namespace brink
