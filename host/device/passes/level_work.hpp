// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "cuda/kernel/image_blocks.hpp"
#include "host/cpu/collector.hpp"
#include "host/device/passes/level_masks.hpp"
#include "host/device/passes/mapping.hpp"

namespace brink::device {

/// Cells that are judged by the same level counts.
struct LevelClients {
  std::vector<std::size_t> cells;    ///< places in GroupJob::cells
  LevelWindows windows;              ///< windows that their costs need
  bool upper_half = false;           ///< whether one of them needs it
  std::uint64_t pixels = 0;          ///< number of pixels that count
  std::optional<DeviceMasks> masks;  ///< where one cell has masks; it is then the only cell

  /// The masks as kernels see them. Valid as long as this object, even if it is moved.
  LevelMasks mask_view() const { return masks ? masks->view() : LevelMasks(); }
};

/// Groups the cells that are judged by level counts by the counts that they need.
std::vector<LevelClients> level_clients(const GroupJob& job, const std::vector<std::size_t>& cells);

/// How many images a launch should have to keep a device busy that takes `at_once` of them.
/// @param instructions that a thread has for an image
constexpr std::uint64_t busy_images(std::uint64_t at_once, std::uint64_t instructions) {
  constexpr std::uint64_t least_rounds = 4;  // the last one, which is not full, then weighs little
  // A thread then works for some tenths of a millisecond, beside which a launch is short.
  constexpr std::uint64_t least_instructions = 1 << 16;
  const std::uint64_t rounds = least_instructions / (instructions > 0 ? instructions : 1);
  return (rounds > least_rounds ? rounds : least_rounds) * at_once;
}

}  // namespace brink::device
