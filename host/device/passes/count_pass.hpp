// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "host/device/passes/pass.hpp"
#include "host/device/tally/cell_tables.hpp"

namespace brink::device {

/// The pass of the multinomial sampler, which draws level counts instead of pixels, as
/// CountWorker does on the CPU. `cells` are the places of its cells, all of which have
/// Statistic::levels.
///
/// @throw std::invalid_argument where a class needs more than level counts
std::unique_ptr<Pass> make_count_pass(const GroupJob& job, const std::vector<std::size_t>& cells,
                                      CellTables& tables);

}  // namespace brink::device
