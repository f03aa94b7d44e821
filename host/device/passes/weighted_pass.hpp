// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "host/device/passes/pass.hpp"
#include "host/device/tally/cell_tables.hpp"

namespace brink::device {

/// The pass of half-spaces with unequal weights, which need WeightedCounts. It judges the cells
/// with these places one after another. It keeps a table of the weights of each, 2 bytes a pixel
/// (4 where pixels are few): 512 MiB at n = 16384, h = 1. See HalfSpacePass.
std::unique_ptr<Pass> make_weighted_pass(const GroupJob& job, const std::vector<std::size_t>& cells,
                                         CellTables& tables);

}  // namespace brink::device
