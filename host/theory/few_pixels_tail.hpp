// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "host/theory/integer_tail.hpp"

namespace brink {

/// Counts the images of a few deep pixels on demand: too many scores for a table,
/// while the characteristic function of so few pixels decays too slowly. With
/// y = sum of m x,
///
///   #{y <= Y} = sum over sets A of pixels of (-1)^|A| G(Y - q sum_A m),
///   G(Y) = #{x >= 0 without upper limit: y <= Y} = [z^Y] 1/((1-z) prod (1-z^m)).
class FewPixelsTail final : public IntegerTail {
 public:
  static bool affordable(const ReducedScore& score);

  explicit FewPixelsTail(const ReducedScore& score);

  Count images_above(std::int64_t t) const override;

 private:
  Count unlimited(std::uint64_t most) const;

  std::int64_t levels_;
  std::int64_t largest_;
  std::vector<std::uint32_t> weights_;  // one per pixel
};

}  // namespace brink
