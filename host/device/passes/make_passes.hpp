// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "host/device/passes/pass.hpp"
#include "host/device/tally/cell_tables.hpp"

namespace brink::device {

/// Makes the passes that judge the cells of a group, each cell by exactly one pass. Each kind has
/// a function of its own, which takes the job, the places of its cells in GroupJob::cells, and
/// the tables:
///
///     make_level_passes    Statistic::levels, centre_differences, caps of unit weights
///     make_weighted_pass   caps of other weights
///     make_count_pass      every cell, where the job is multinomial
///     make_counts_pass     every cell, where each cell draws counts of its own
///     make_image_pass      Statistic::image
///     make_pixel_pass      Statistic::one_pixel
///     make_pixel_pair_pass Statistic::two_pixels
///
/// make_level_passes returns a vector of passes, the others one pass for all the cells that they
/// are given. A pass copies what it needs of the job, which need not outlive it.
std::vector<std::unique_ptr<Pass>> make_passes(const GroupJob& job, CellTables& tables);

}  // namespace brink::device
