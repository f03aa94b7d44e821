// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "host/device/cell_tables.hpp"
#include "host/device/pass.hpp"

namespace brink::device {

/// The passes that judge a group's cells, each cell by exactly one. The kinds, each with
/// a function of its own that takes the job, the places of its cells in GroupJob::cells,
/// and the tables:
///
///     make_level_passes    Statistic::levels, centre_differences, caps of unit weights
///     make_weighted_pass   caps of other weights
///     make_count_pass      every cell, where the job is multinomial
///     make_image_pass      Statistic::image
///     make_pixel_pass      Statistic::one_pixel
///
/// make_level_passes returns a vector of passes, the others one pass for all the cells that
/// they are given. The job outlives no pass: a pass copies what it needs.
std::vector<std::unique_ptr<Pass>> make_passes(const GroupJob& job, CellTables& tables);

}  // namespace brink::device
