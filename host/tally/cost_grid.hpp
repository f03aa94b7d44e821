// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "host/tally/look.hpp"
#include "host/tally/tally.hpp"

namespace brink {

/// The most different costs that a tally holds, plus one in each gap between many radii. They
/// take 1 MiB. A class with no more images is always tallied exactly.
inline constexpr std::size_t most_tallied_costs = std::size_t{1} << 16;

/// How the costs at one p and shape are rounded where there are many (docs/design/tallies.md,
/// "Tallies of bounded size"), by the rule of CostRounding. Rounding never moves a cost to the
/// other side of a radius.
///
/// A tally is kept at the most bits at which it has at most `most` different costs. Rounding to m
/// bits gives the same value for a cost as for that cost rounded to more bits, and more images
/// never have fewer different costs. So the result is the same in any order, if a tally is
/// rounded whenever it has too many costs and tallies are added at the fewer bits of the two. The
/// tally depends on the images alone.
class CostGrid {
 public:
  /// @param real whether costs are bit patterns of doubles; otherwise they are integers
  /// @param limits the largest cost within each radius, in any order
  explicit CostGrid(bool real, const std::vector<double>& limits = {},
                    std::size_t most = most_tallied_costs);

  /// A grid for a second look, under which tallies may have any number of costs.
  CostGrid(bool real, Look look);

  /// A tally in which no image is counted yet.
  Tally none() const { return Tally{real_, {}, {}}; }

  /// Rounds a tally that has too many costs.
  void bound(Tally& tally) const;

  /// Takes from a tally what a second look found out. Other images may be added then.
  void coarsen(Tally& tally) const;

  /// Adds a tally to another one.
  void add(Tally more, Tally& sum) const;

  /// How it rounds. Valid as long as the grid.
  CostRounding rounding() const {
    return {real_, floors_.data(), static_cast<std::uint32_t>(floors_.size())};
  }
  /// How many different costs a tally may have, not counting those that radii keep apart.
  std::size_t most() const { return most_; }

  bool operator==(const CostGrid&) const = default;

 private:
  void keep(Tally& tally) const;
  void round(Tally& tally, int bits) const;

  bool real_;
  std::size_t most_;
  std::vector<std::uint64_t> floors_;  ///< the least cost beyond each radius, ascending
  std::optional<Look> look_;
};

using CostGrids = std::vector<std::shared_ptr<const CostGrid>>;  ///< [p]

}  // namespace brink
