// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

#include "cuda/costs.hpp"
#include "host/cpu/cell_job.hpp"

namespace brink {

/// The N levels of an image in pixel order, i = (channel n + row) n + column.
using Levels = std::span<const std::uint16_t>;
using LevelsOut = std::span<std::uint16_t>;

/// A class at one shape that looks at whole images, one at a time, and finds the nearest image
/// outside for each. Scores, membership and costs come from the classifier's shared header; only
/// the image outside is computed here.
class ImageClass {
 public:
  virtual ~ImageClass() = default;

  /// The score, as the specification defines it for the class's type (docs/spec/classes.md).
  virtual std::int64_t score(Levels image) = 0;
  virtual bool inside(std::int64_t score) const = 0;

  /// Returns the cost of leaving the class for an image inside it, as a run tallies it, and
  /// writes to `witness` an image outside at exactly the upper end of that cost. Where pixels are
  /// equally good, those that come first in column order move.
  ///
  /// @param score the score of `image`
  /// @param witness as long as the image, and separate from it
  virtual CostBracket leave(Levels image, std::int64_t score, const CostRule& rule,
                            LevelsOut witness) = 0;
};

}  // namespace brink
