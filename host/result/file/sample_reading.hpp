// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "host/result/file/reading.hpp"

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

/// Reads what `brink info FILE` shows of either kind of file, without the images.
///
/// @throw Error(Exit::bad_file): one line with the path and the reason
std::variant<FileSummary, SampleSummary> read_either_summary(const std::string& path);

}  // namespace brink
