// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "host/device/cell_tables.hpp"
#include "host/device/pass.hpp"

namespace brink::device {

/// The pass of the multinomial sampler: level counts are drawn and no pixels (what
/// CountWorker is on the CPU). For the cells with these places, all of Statistic::levels.
///
/// @throw std::invalid_argument where a class sees more than level counts
std::unique_ptr<Pass> make_count_pass(const GroupJob& job, const std::vector<std::size_t>& cells,
                                      CellTables& tables);

}  // namespace brink::device
