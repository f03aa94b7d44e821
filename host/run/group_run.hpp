// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <vector>

#include "host/config/config.hpp"
#include "host/result/results.hpp"
#include "host/result/stopping.hpp"
#include "host/run/group_plan.hpp"

namespace brink {

/// The cells of one shape while images are drawn for them, each from where it
/// stands. Cells that stand at the same image are served together.
class GroupRun {
 public:
  /// Images for some of the shape's cells.
  struct Slice {
    std::uint64_t first = 0;  ///< counted from the config's first_image
    std::uint64_t count = 0;
    std::vector<std::size_t> cells;  ///< indices of classifiers, ascending
  };

  /// @param config must outlive this
  /// @param begun [classifier] what is there already; must outlive nothing
  /// @throw Error(Exit::bad_file) where that does not belong to the plan
  GroupRun(const Config& config, const GroupPlan& plan, const std::vector<CellResult>& begun);

  bool finished() const { return images_left() == 0; }
  /// Images still to be drawn; those that several cells share count once.
  std::uint64_t images_left() const;
  /// The next images to draw, at most `most` of them.
  Slice next(std::uint64_t most) const;
  /// The plan's job for the cells of a slice.
  GroupJob job(const Slice& slice) const;
  /// Takes what a slice has found. Returns whether a cell is finished with it.
  bool add(const Slice& slice, const std::vector<CellTally>& found, double seconds);
  /// What one cell has found so far.
  CellResult result(std::size_t classifier);

 private:
  struct Cell {
    CellTally tally;
    double elapsed = 0;
    bool done = false;
    bool stopped = false;
  };
  void take(const CellResult& begun, std::size_t classifier);

  const GroupPlan& plan_;
  std::uint64_t wanted_;
  StoppingRule rule_;
  std::vector<Cell> cells_;
};

}  // namespace brink
