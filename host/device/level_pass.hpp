// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

#include "host/device/cell_tables.hpp"
#include "host/device/mapping.hpp"
#include "host/device/pass.hpp"

namespace brink::device {

/// What tests decide in place of choose_mapping().
struct LevelSettings {
  std::optional<Mapping> mapping;
  std::uint32_t parts = 0;  ///< of an image that has a block; 0: as many as are worth it
  /// Blocks of a grid, so that each has several images even where there are few.
  std::uint64_t most_blocks = ~std::uint64_t{0};
};

/// The passes of cells that are judged by level counts: those that see bare levels share
/// one; each that sees caps (of unit weights) or differences from a centre has its own.
std::vector<std::unique_ptr<Pass>> make_level_passes(const GroupJob& job,
                                                     const std::vector<std::size_t>& cells,
                                                     CellTables& tables,
                                                     const LevelSettings& settings = {});

}  // namespace brink::device
