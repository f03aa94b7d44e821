// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "cuda/grouped_counts.hpp"
#include "cuda/level_counts.hpp"
#include "cuda/shape.hpp"
#include "host/cpu/draw/refined_group.hpp"

namespace brink {

/// The counts of a group whose windows were widened.
class WideCounts {
 public:
  WideCounts(Shape shape, std::uint64_t pixels);

  /// What a class finds where nothing is counted yet.
  LevelCounts empty() const;
  /// Valid until the next call.
  LevelCounts of(const RefinedGroup& group);

 private:
  Shape shape_;
  std::uint64_t pixels_;
  bool listed_;  ///< fewer pixels than levels: the levels that occur are listed
  std::vector<std::uint32_t> list_;
  std::vector<std::uint32_t> count_;  ///< [level]
};

/// The counts of the groups of a half-space of unequal weights, widened likewise.
class WideGroups {
 public:
  /// @param classes must outlive this object
  WideGroups(Shape shape, const WeightClasses& classes) : shape_(shape), classes_(classes) {}

  /// Valid until the next call.
  GroupedCounts of(const std::vector<RefinedGroup>& groups);

 private:
  Shape shape_;
  WeightClasses classes_;
  std::vector<CapWindows> windows_;
  std::vector<std::uint32_t> count_;  ///< [place in the windows]
  std::vector<std::uint64_t> caps_;   ///< [class]
};

}  // namespace brink
