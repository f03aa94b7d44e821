// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/theory/counted_tail.hpp"

#include <cmath>

#include "host/theory/count.hpp"
#include "host/theory/images_above.hpp"

namespace brink {
namespace {

// Up to this many pixels a threshold takes well under a second by counting, whatever the weights
// and the bit depth. From 12 pixels on Fourier inversion takes well under a second.
constexpr std::uint64_t max_few_pixels = 11;

std::uint64_t space_bits(const ReducedScore& score) { return score.pixels * score.bits; }

}  // namespace

bool CountedTail::possible(const ReducedScore& score) {
  return score.pixels <= max_count_bits && space_bits(score) <= max_count_bits;
}

double CountedTail::above(std::int64_t t) const {
  return share_of(images_above<Count>(score_, t), space_bits(score_));
}

bool CountedTail::at_most(std::int64_t t, double coverage) const {
  return images_above<Count>(score_, t) <= floor_share(coverage, space_bits(score_));
}

bool FewPixelsTail::affordable(const ReducedScore& score) { return score.pixels <= max_few_pixels; }

double FewPixelsTail::above(std::int64_t t) const {
  return static_cast<double>(
      std::ldexp(images_above<long double>(score_, t), -static_cast<int>(space_bits(score_))));
}

bool FewPixelsTail::at_most(std::int64_t t, double coverage) const {
  return above(t) <= coverage * (1 + coverage_tie);
}

}  // namespace brink
