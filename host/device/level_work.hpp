// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "cuda/kernel/image_blocks.hpp"
#include "host/cpu/collector.hpp"
#include "host/device/level_masks.hpp"
#include "host/device/mapping.hpp"

namespace brink::device {

/// Cells that are judged by the same level counts.
struct LevelClients {
  std::vector<std::size_t> cells;    ///< places in GroupJob::cells
  LevelWindows windows;              ///< what their costs look at
  bool upper_half = false;           ///< whether one of them looks at it
  std::uint64_t pixels = 0;          ///< that count
  std::optional<DeviceMasks> masks;  ///< of the only cell

  BlockSource source(const ImageSource& images) const {
    BlockSource blocks(images);
    if (masks) blocks.masks = masks->view();
    return blocks;
  }
};

/// Cells that see level counts, gathered by the counts that they see.
std::vector<LevelClients> level_clients(const GroupJob& job, const std::vector<std::size_t>& cells);

/// Images that a launch should have to keep a device busy that takes `at_once` of them.
constexpr std::uint64_t busy_images(std::uint64_t at_once) {
  constexpr std::uint64_t rounds = 4;  // the last one, which is not full, weighs little
  return rounds * at_once;
}

}  // namespace brink::device
