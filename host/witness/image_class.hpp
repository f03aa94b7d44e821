// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "cuda/costs.hpp"
#include "host/cpu/cell_job.hpp"

namespace brink {

/// The N levels of an image in pixel order, i = (channel n + row) n + column.
using Levels = std::span<const std::uint16_t>;
using LevelsOut = std::span<std::uint16_t>;

/// A class at one shape that looks at whole images, one at a time, and shows where
/// each would leave it. Scores, membership and costs come from the classifier's
/// shared header; what is added here is the image at the end of the way.
class ImageClass {
 public:
  virtual ~ImageClass() = default;

  /// As the contract defines it for the class's type (spec, section 7).
  virtual std::int64_t score(Levels image) = 0;
  virtual bool inside(std::int64_t score) const = 0;

  /// The cost of leaving the class for an image inside it, as a run tallies it,
  /// and an image outside at exactly the upper end of it in `witness`. Where there
  /// is a choice between pixels, those that come first in column order move.
  ///
  /// @param score that of `image`
  /// @param witness as long as the image, apart from it
  virtual CostBracket leave(Levels image, std::int64_t score, const CostRule& rule,
                            LevelsOut witness) = 0;
};

/// The class of one cell; `job` must outlive it.
///
/// @throw std::logic_error for a type that the registry does not have
std::unique_ptr<ImageClass> make_image_class(const CellJob& job);

}  // namespace brink
