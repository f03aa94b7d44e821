// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "cuda/level_counts.hpp"
#include "host/device/passes/owned_job.hpp"

namespace brink::device {

/// Judges images of two levels (b = 1) by their number of ones, which describes them completely.
/// It works on the host, because there are few numbers and each is judged once for all its
/// images.
class OnesJudge {
 public:
  /// For the cells with these places, all of which are judged by LevelCounts. Copies what it
  /// needs.
  OnesJudge(const GroupJob& job, const std::vector<std::size_t>& cells);

  /// Adds `times` images with `ones` ones among `pixels` pixels to the tallies of all cells.
  /// Their samples are counted elsewhere.
  void judge(std::uint64_t pixels, std::uint64_t ones, std::uint64_t times,
             std::vector<CellTally>& tallies) const;

 private:
  using Judge = std::function<bool(const LevelCounts&, CellTally&, std::uint64_t times)>;

  OwnedJob job_;
  std::vector<std::size_t> cells_;
  std::vector<Judge> judges_;  ///< [cell]
};

}  // namespace brink::device
