// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

#include "cuda/kernel/levels.hpp"
#include "host/device/passes/mapping.hpp"
#include "host/device/passes/pass.hpp"
#include "host/device/tally/cell_tables.hpp"

namespace brink::device {

/// Settings by which tests replace the decisions of choose_mapping().
struct LevelSettings {
  std::optional<Mapping> mapping;
  std::uint32_t parts = 0;  ///< blocks for an image; 0: as many as are worth it
  /// The most blocks of a grid. A low number gives each block several images.
  std::uint64_t most_blocks = ~std::uint64_t{0};
  /// How many clients share the words of an image, if their storages fit, at two bits and more. By
  /// default as many as are worth it.
  std::optional<std::size_t> clients = std::nullopt;
};

/// Makes the passes of cells that are judged by level counts. Cells that count the levels as they
/// are have the same counts; each cell that counts caps (of unit weights) or differences from a
/// centre has counts of its own. A pass draws an image once for as many of them as fit.
std::vector<std::unique_ptr<Pass>> make_level_passes(const GroupJob& job,
                                                     const std::vector<std::size_t>& cells,
                                                     CellTables& tables,
                                                     const LevelSettings& settings = {});

}  // namespace brink::device
