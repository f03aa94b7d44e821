// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "host/tally/cost_grid.hpp"

namespace brink {

/// Gathers costs into a tally of bounded size. Small costs are counted in an array; the others go
/// into a batch that is sorted and added once it is full.
class CostAccumulator {
 public:
  explicit CostAccumulator(std::shared_ptr<const CostGrid> grid)
      : grid_(std::move(grid)), tally_(grid_->none()) {}

  void add(std::uint64_t cost) {
    if (cost < small_.size()) {
      ++small_[cost];
      return;
    }
    if (cost < small_costs) return add(cost, 1);
    pending_.push_back(cost);
    if (pending_.size() == batch) flush();
  }
  void add(std::uint64_t cost, std::uint64_t times);
  /// Adds costs that are in ascending order.
  void add(Tally tally) { grid_->add(std::move(tally), tally_); }

  void add(CostAccumulator other) { add(std::move(other.settled())); }

  /// The tally so far.
  const Tally& tally() { return settled(); }
  /// Whether a thread should hand this over now, before it grows.
  bool laden() const { return pending_.size() >= batch / 2; }

 private:
  static constexpr std::size_t batch = 1 << 16;  // 512 KiB: is sorted within a second-level cache

  static constexpr std::uint64_t small_costs = 1024;  // 8 KiB of counts

  struct Entry {
    std::uint64_t cost, count;
  };
  void flush();
  Tally& settled();

  std::shared_ptr<const CostGrid> grid_;
  std::vector<std::uint64_t> small_;    ///< [cost], empty until needed
  std::vector<std::uint64_t> pending_;  ///< costs of one image each
  std::vector<Entry> repeated_;         ///< costs of several images each, not yet in tally_
  Tally tally_;                         ///< all other costs
};

/// The results for one cell of the images seen so far.
struct CellTally {
  std::uint64_t samples = 0;
  std::uint64_t in_class = 0;
  std::vector<CostAccumulator> upper;  ///< [p]
  std::vector<CostAccumulator> lower;  ///< [p], empty where the cost is exact

  explicit CellTally(const CostGrids& grids)
      : upper(grids.begin(), grids.end()), lower(grids.begin(), grids.end()) {}

  void add(CellTally other);
  /// Sorts what is held, so that adding these tallies to others is quick.
  void settle();
  /// Whether a thread should hand this over now, before it grows.
  bool laden() const;
};

}  // namespace brink
