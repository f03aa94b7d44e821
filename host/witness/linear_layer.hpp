// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "host/cpu/cell_job.hpp"

namespace brink {

/// A class as one linear layer: an image x of levels is inside where the first of the largest of
/// weight x + offset is number `inside` (docs/spec/program.md#exported-samples).
struct LinearLayer {
  std::vector<std::int64_t> weight;  ///< [score * N + i]
  std::vector<std::int64_t> offset;  ///< [score]
  std::uint64_t inside = 0;
};

/// The layer of a half-space (`brightness` is one) or of a cell; nothing for other classes.
std::optional<LinearLayer> linear_layer(const CellJob& job);

}  // namespace brink
