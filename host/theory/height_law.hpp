// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace brink {

/// Bits of an image that say the same: each adds `value` to the height of the image where it is 1.
/// In a uniform image they are independent, and each is 0 `rest` times as often as 1.
struct HeightBits {
  std::uint64_t value = 1;
  std::uint64_t count = 0;
  double rest = 1;
};

/// The law of the height of a uniform image: what the sampler `tilted` tilts. The height is a sum
/// of independent bits, and a class holds the images from some height on.
struct HeightLaw {
  std::int64_t edge = 0;     ///< the least height in the class
  std::int64_t largest = 0;  ///< that an image can have
  std::vector<HeightBits> bits;
  /// log P(height >= y), with an absolute error below 1e-11.
  std::function<double(std::int64_t y)> log_at_least;
};

/// The heights from `begin` to below `end`.
struct Stratum {
  std::int64_t begin = 0, end = 0;
  double log_share = 0;  ///< log of the share of the class that has such a height
  double theta = 0;      ///< images are drawn with exp(theta height) times their probability

  bool empty() const { return begin >= end; }
};

/// The strata of a class, from its edge up; the last one is open. Stratum i begins at the least
/// height that at most the share stratum_ratio^i of the class reaches, where a share within a
/// relative 1e-9 counts as equal. Where heights are few, strata may be empty. theta is the tilt
/// under which the mean height is `begin`, to 12 bits, at least 0.
std::vector<Stratum> strata_of(const HeightLaw& law, std::size_t count);

}  // namespace brink
