// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "cuda/double_double.hpp"
#include "cuda/level_counts.hpp"
#include "host/cpu/collector.hpp"

namespace brink::device {

/// Judges images of two levels (b = 1), of which the number of ones is all there is to
/// know: on the host, as the numbers are few and each is judged once for all its images.
class OnesJudge {
 public:
  /// For the cells with these places, all of which see LevelCounts. Copies what it needs.
  OnesJudge(const GroupJob& job, const std::vector<std::size_t>& cells);
  OnesJudge(const OnesJudge&) = delete;  // the judges point into it
  OnesJudge& operator=(const OnesJudge&) = delete;

  /// Adds `times` images that have `ones` of `pixels` to the tallies of all cells; their
  /// samples are counted elsewhere.
  void judge(std::uint64_t pixels, std::uint64_t ones, std::uint64_t times,
             std::vector<CellTally>& tallies) const;

 private:
  using Judge = std::function<bool(const LevelCounts&, CellTally&, std::uint64_t times)>;

  GroupJob job_;
  std::vector<std::vector<DoubleDouble>> powers_;  ///< [p] where costs are real
  std::vector<std::size_t> cells_;
  std::vector<Judge> judges_;  ///< of each cell
};

}  // namespace brink::device
