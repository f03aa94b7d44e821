// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "host/device/cell_tables.hpp"
#include "host/device/pass.hpp"

namespace brink::device {

/// Classes of a single pixel (Statistic::one_pixel), which is drawn by itself.
std::unique_ptr<Pass> make_pixel_pass(const GroupJob& job, const std::vector<std::size_t>& cells,
                                      CellTables& tables);

}  // namespace brink::device
