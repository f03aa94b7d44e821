// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "cuda/binomial.hpp"
#include "cuda/drawn_levels.hpp"
#include "cuda/level_counts.hpp"
#include "cuda/shape.hpp"
#include "host/cpu/draw/counts_words.hpp"
#include "host/cpu/draw/tilt_draw.hpp"

namespace brink {

/// The counts of a group of pixels whose windows can be widened, for the few images whose first
/// windows do not suffice. What was drawn stays: the ones of a bit that many pixels share are
/// dealt out, so that the joint law is that of drawn pixels
/// (docs/spec/random_streams.md#wider-windows).
class RefinedGroup {
 public:
  /// Draws as the first look does, from the next words.
  RefinedGroup(const BinomialHat& hat, Shape shape, std::uint64_t pixels,
               const LevelWindows& windows, bool sum, CountsWords& words);
  /// A group without windows, of which the ones of each of the b bits are known, the top one first:
  /// ones[i] of bits[i].
  RefinedGroup(const BinomialHat& hat, Shape shape, std::uint64_t pixels, const TiltedBits* bits,
               const std::uint32_t* ones);
  /// A group without windows, of which only the number of pixels in the upper half is known. Needs
  /// two bits at least.
  RefinedGroup(const BinomialHat& hat, Shape shape, std::uint64_t pixels, std::uint32_t upper_half);

  const LevelWindows& windows() const { return windows_; }
  /// The sum of all levels, where it was drawn, and how many pixels are in the upper half.
  const WalkTotals& totals() const { return totals_; }
  /// Draws what wider windows need from the next words.
  void widen(const LevelWindows& windows, CountsWords& words);

  /// Calls visit(level, pixels) for what the windows hold, in any order. A level may come twice.
  template <class Visit>
  void each(Visit visit) const {
    for (const auto& [level, pixels] : leaves_) visit(level, pixels);
  }
  /// Every level with pixels, once for each of them, and the ends of each stretch of levels that
  /// may hold pixels; in ascending order (LevelCounts::present).
  std::vector<std::uint32_t> listed() const;

 private:
  struct Away {
    LevelNode node;
    std::uint32_t pixels;
  };
  /// Of a bit that pixels share: their number, and how many of them have a one. Each had it with
  /// the probability of the law.
  struct Shared {
    std::uint32_t pixels = 0;
    std::uint32_t ones = 0;
    BinomialLaw law = {};
  };

  void split(const Away& from, const LevelWindows& windows, CountsWords& words,
             std::vector<Away>& still);
  std::uint32_t deal(const Shared& shared, std::uint32_t pixels, CountsWords& words) const;

  const BinomialHat& hat_;
  LevelWindows windows_;
  bool sum_;
  WalkTotals totals_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> leaves_;
  std::vector<Away> away_;  ///< ascending
  Shared shared_[max_bit_depth];
};

/// Windows twice as wide. With `both_ends`, ends without a level get one.
LevelWindows widened(const LevelWindows& windows, std::uint32_t levels, bool both_ends);

}  // namespace brink
