// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <vector>

#include "host/config/config.hpp"
#include "host/result/results.hpp"
#include "host/result/tables/stopping.hpp"
#include "host/run/group_job.hpp"

namespace brink {

/// The cells of one shape while images are drawn for them, each from where it
/// stands. Cells that stand at the same image are served together.
class GroupState {
 public:
  /// A range of images for some of the shape's cells.
  struct Slice {
    std::uint64_t first = 0;  ///< counted from the config's first_image
    std::uint64_t count = 0;
    std::vector<std::size_t> cells;  ///< indices of classifiers, ascending
  };

  /// @param config must outlive this
  /// @param begun [classifier] what is there already; must outlive nothing
  /// @throw Error(Exit::bad_file) where that does not belong to the group
  GroupState(const Config& config, const GroupJob& group, const std::vector<CellResult>& begun);

  bool finished() const { return images_left() == 0; }
  /// How many images must still be drawn. Images that several cells share count once.
  std::uint64_t images_left() const;
  /// The next images to draw, at most `most` of them.
  Slice next(std::uint64_t most) const;
  /// The group's job for the cells of a slice.
  GroupJob job(const Slice& slice) const;
  /// Takes the results of a slice. Returns whether that finishes a cell.
  bool add(const Slice& slice, std::vector<CellTally> found, double seconds);
  /// The results of one cell so far.
  CellResult result(std::size_t classifier);

 private:
  struct Cell {
    CellTally tally;
    double elapsed = 0;
    bool done = false;
    bool stopped = false;
  };
  void take(const CellResult& begun, std::size_t classifier);

  const GroupJob& group_;
  std::uint64_t wanted_;
  StoppingRule rule_;
  std::vector<Cell> cells_;
};

}  // namespace brink
