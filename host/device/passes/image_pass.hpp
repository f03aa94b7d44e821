// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "host/device/passes/pass.hpp"
#include "host/device/tally/cell_tables.hpp"

namespace brink::device {

/// The pass of classes that see images whole (Statistic::image): hash, voronoi and network, with
/// a launch for each. It takes device memory for their tables and for the images that are in work
/// at once.
/// @throw Error(Exit::failed) where the device has no room for one image in each batch slot
std::unique_ptr<Pass> make_image_pass(const GroupJob& job, const std::vector<std::size_t>& cells,
                                      CellTables& tables);

}  // namespace brink::device
