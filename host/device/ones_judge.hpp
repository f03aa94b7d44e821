// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "cuda/level_counts.hpp"
#include "host/device/owned_job.hpp"

namespace brink::device {

/// Judges images of two levels (b = 1), of which the number of ones is all there is to
/// know: on the host, as the numbers are few and each is judged once for all its images.
class OnesJudge {
 public:
  /// For the cells with these places, all of which see LevelCounts. Copies what it needs.
  OnesJudge(const GroupJob& job, const std::vector<std::size_t>& cells);

  /// Adds `times` images that have `ones` of `pixels` to the tallies of all cells; their
  /// samples are counted elsewhere.
  void judge(std::uint64_t pixels, std::uint64_t ones, std::uint64_t times,
             std::vector<CellTally>& tallies) const;

 private:
  using Judge = std::function<bool(const LevelCounts&, CellTally&, std::uint64_t times)>;

  OwnedJob job_;
  std::vector<std::size_t> cells_;
  std::vector<Judge> judges_;  ///< of each cell
};

}  // namespace brink::device
