// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "host/device/passes/pass.hpp"
#include "host/device/tally/cell_tables.hpp"

namespace brink::device {

/// The pass of classes of a single pixel (Statistic::one_pixel), which is drawn alone.
std::unique_ptr<Pass> make_pixel_pass(const GroupJob& job, const std::vector<std::size_t>& cells,
                                      CellTables& tables);

/// The pass of classes of two pixels (Statistic::two_pixels), which are drawn alone.
std::unique_ptr<Pass> make_pixel_pair_pass(const GroupJob& job,
                                           const std::vector<std::size_t>& cells,
                                           CellTables& tables);

}  // namespace brink::device
