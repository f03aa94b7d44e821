// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "cuda/binomial.hpp"
#include "cuda/drawn_levels.hpp"
#include "cuda/grouped_counts.hpp"
#include "cuda/level_counts.hpp"
#include "cuda/shape.hpp"
#include "host/cpu/draw/counts_words.hpp"
#include "host/cpu/draw/refined_group.hpp"
#include "host/cpu/draw/wide_counts.hpp"

namespace brink {

/// Draws the level counts of a class under the sampler `counts`.
class DrawnLevels {
 public:
  /// @param key     of the class, see counts_key
  /// @param pixels  how many pixels the class counts, below 2^32
  /// @param windows the levels that it looks at first
  /// @param sum     whether it needs the sum of all levels
  DrawnLevels(Shape shape, std::uint64_t key, std::uint64_t pixels, const LevelWindows& windows,
              bool sum);

  /// The counts of an image within the windows. Valid until the next call.
  LevelCounts draw(std::uint64_t image);
  /// The counts of the image drawn last in windows twice as wide as before.
  LevelCounts widen();

 private:
  Shape shape_;
  BinomialHat hat_;
  CountsWords words_;
  std::uint64_t pixels_;
  LevelWindows windows_;
  bool sum_;
  bool listed_;  ///< fewer pixels than levels: the levels that occur are listed
  std::uint64_t image_ = 0;
  std::optional<RefinedGroup> refined_;  ///< of this image
  std::vector<std::uint32_t> count_;     ///< [place in the windows]
  std::vector<std::uint32_t> list_;
  WideCounts wide_;
};

/// Draws the counts of a half-space of unequal weights under the sampler `counts`: its classes of
/// |w| one after the other.
class DrawnWeights {
 public:
  /// @param classes must outlive this object
  DrawnWeights(Shape shape, std::uint64_t key, const WeightClasses& classes,
               std::vector<CapWindows> windows);

  GroupedCounts draw(std::uint64_t image);
  GroupedCounts widen();

 private:
  Shape shape_;
  BinomialHat hat_;
  CountsWords words_;
  WeightClasses classes_;
  std::vector<CapWindows> windows_;
  std::uint64_t image_ = 0;
  std::vector<RefinedGroup> refined_;  ///< [class], of this image
  std::vector<std::uint32_t> count_;   ///< [place in the windows]
  std::vector<std::uint64_t> caps_;    ///< [class]
  WideGroups wide_;
};

}  // namespace brink
