// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "host/device/cell_tables.hpp"
#include "host/device/pass.hpp"

namespace brink::device {

/// Classes that see images whole (Statistic::image), a launch for each: hash, voronoi and
/// network. Takes device memory for their tables and for images in flight at once.
/// @throw Error(Exit::failed) where the device has no room for one image in each batch slot
std::unique_ptr<Pass> make_image_pass(const GroupJob& job, const std::vector<std::size_t>& cells,
                                      CellTables& tables);

}  // namespace brink::device
