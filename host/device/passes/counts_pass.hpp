// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "host/device/passes/pass.hpp"
#include "host/device/tally/cell_tables.hpp"

namespace brink::device {

/// The pass of the sampler `counts`, in which each class draws counts of its own, as CountsWorker
/// does on the CPU. The few images whose windows do not suffice are drawn again on the host.
///
/// @throw std::invalid_argument where a class sees more than counts
std::unique_ptr<Pass> make_counts_pass(const GroupJob& job, const std::vector<std::size_t>& cells,
                                       CellTables& tables);

}  // namespace brink::device
