// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstddef>
#include <string>

#include "host/config/config.hpp"
#include "host/result/results.hpp"
#include "host/run/groups.hpp"
#include "host/run/progress.hpp"

namespace brink {

/// One line for each shape of the sweep: cells, images, pixels to draw.
std::string describe_sweep(const Config& config);

/// What to tell of the cells of the shape at `position`, which are computed together; shapes
/// and cells are counted in the same order.
ProgressGroup progress_group(const Results& results, std::size_t position, const SweepGroup& group);

}  // namespace brink
