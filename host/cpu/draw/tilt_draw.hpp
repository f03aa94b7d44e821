// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "cuda/binomial.hpp"
#include "host/sampler/tilt.hpp"

namespace brink {

/// The bits of one kind that a tilted image draws at once.
struct TiltedBits {
  std::uint64_t value;  ///< what each adds to the height
  std::uint32_t count;
  BinomialLaw law;
};

/// How the images of a stratum are drawn: those of heights from begin to below end are kept with
/// the probability exp(-theta (height - begin)).
struct Tilt {
  std::uint64_t begin = 0, end = 0;
  double theta = 0;
  std::vector<TiltedBits> bits;

  /// Draws the bits of one image, and whether it is kept: it is then uniform among the images of
  /// its stratum. ones[i] becomes the number of ones of bits[i].
  template <class Words>
  bool draw(const BinomialHat& hat, Words& words, std::vector<std::uint32_t>& ones) const {
    std::uint64_t height = 0;
    for (std::size_t i = 0; i < bits.size(); ++i) {
      ones[i] = draw_binomial(hat, bits[i].count, bits[i].law, words);
      height += bits[i].value * ones[i];
    }
    return height >= begin && height < end && keeps(theta, height - begin, words.next());
  }
};

}  // namespace brink
