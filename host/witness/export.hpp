// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "host/result/file/sample_file.hpp"
#include "host/witness/linear_layer.hpp"

namespace brink {

/// What a sample says, for programs that are to be compared with it.
struct SampleTruth {
  std::vector<std::uint16_t> levels;  ///< image, pixel
  SampleTables tables;
  std::vector<std::optional<LinearLayer>> layers;  ///< classifier
};

/// Writes a folder of NumPy archives (docs/spec/program.md#exported-samples).
///
/// @throw Error(Exit::failed)
void export_sample(const SampleRequest& request, const SampleTruth& truth,
                   const std::string& folder);

}  // namespace brink
