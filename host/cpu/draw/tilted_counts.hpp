// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "cuda/binomial.hpp"
#include "cuda/grouped_counts.hpp"
#include "cuda/level_counts.hpp"
#include "cuda/shape.hpp"
#include "host/cpu/draw/counts_words.hpp"
#include "host/cpu/draw/refined_group.hpp"
#include "host/cpu/draw/tilt_draw.hpp"
#include "host/cpu/draw/wide_counts.hpp"

namespace brink {

/// What the bits of a tilt are bits of.
enum class TiltedView {
  levels,    ///< every bit of all pixels, the top one first
  top_bits,  ///< the top bit of all pixels; the lower ones are fair
  agreeing   ///< whether a pixel agrees with the centre
};

/// Draws the counts of a class under the sampler `tilted`. Most images are not kept, so that only
/// the ones of each bit are drawn at first; what the windows hold of a kept image follows.
class TiltedLevels {
 public:
  /// @param windows the levels that the class looks at first
  TiltedLevels(Shape shape, std::uint64_t key, std::uint64_t pixels, const LevelWindows& windows,
               TiltedView view, std::shared_ptr<const Tilt> tilt);

  /// Draws an image, and whether it is kept.
  bool draw(std::uint64_t image);
  /// The counts of the image drawn last, if it is kept: at first within the windows, and then in
  /// windows twice as wide each time. Valid until the next call.
  LevelCounts widen();

 private:
  RefinedGroup refined() const;

  Shape shape_;
  BinomialHat hat_;
  CountsWords words_;
  std::uint64_t pixels_;
  LevelWindows windows_;
  TiltedView view_;
  std::shared_ptr<const Tilt> tilt_;
  std::vector<std::uint32_t> ones_;  ///< [bits]
  std::optional<RefinedGroup> refined_;
  WideCounts wide_;
  std::uint32_t two_counts_[2] = {};
};

/// The same of a half-space of unequal weights.
class TiltedWeights {
 public:
  /// @param classes must outlive this object
  TiltedWeights(Shape shape, std::uint64_t key, const WeightClasses& classes,
                std::vector<CapWindows> windows, std::shared_ptr<const Tilt> tilt);

  bool draw(std::uint64_t image);
  GroupedCounts widen();

 private:
  Shape shape_;
  BinomialHat hat_;
  CountsWords words_;
  WeightClasses classes_;
  std::vector<CapWindows> windows_;
  std::shared_ptr<const Tilt> tilt_;
  std::vector<std::uint32_t> ones_;  ///< [class, bit], top bits first
  std::vector<RefinedGroup> refined_;
  WideGroups wide_;
};

}  // namespace brink
