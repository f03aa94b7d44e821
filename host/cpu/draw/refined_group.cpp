// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/cpu/draw/refined_group.hpp"

#include <algorithm>
#include <bit>

namespace brink {
namespace {

/// A number below `end`, each as likely as the others.
std::uint32_t below(std::uint32_t end, CountsWords& words) {
  const auto bits = static_cast<std::uint32_t>(std::bit_width(end - 1));
  const std::uint64_t mask = (std::uint64_t{1} << bits) - 1;
  for (;;) {
    const std::uint64_t number = words.next() & mask;
    if (number < end) return static_cast<std::uint32_t>(number);
  }
}

}  // namespace

RefinedGroup::RefinedGroup(const BinomialHat& hat, Shape shape, std::uint64_t pixels,
                           const LevelWindows& windows, bool sum, CountsWords& words)
    : hat_(hat), windows_(windows), sum_(sum) {
  struct Sink {
    RefinedGroup& group;
    void leaf(std::uint32_t level, std::uint32_t pixels) {
      group.leaves_.emplace_back(level, pixels);
    }
    void start() {}
    void pixel(std::uint32_t level) { group.leaves_.emplace_back(level, 1); }
    void away(const LevelNode& node, std::uint32_t pixels) {
      group.away_.push_back({node, pixels});
    }
  } sink{*this};
  std::uint32_t scratch[walk_words];
  totals_ = walk_levels(hat, shape.b, static_cast<std::uint32_t>(pixels), windows, words, scratch,
                        1, sink);
  if (!sum) return;
  totals_.sum += draw_shared_bits(hat, shape.b, scratch, 1, words,
                                  [&](std::uint32_t k, std::uint32_t all, std::uint32_t ones) {
                                    shared_[k].pixels = all;
                                    shared_[k].ones = ones;
                                  });
}

RefinedGroup::RefinedGroup(const BinomialHat& hat, Shape shape, std::uint64_t pixels,
                           const TiltedBits* bits, const std::uint32_t* ones)
    : hat_(hat), windows_{0, 0, 0, shape.levels()}, sum_(true) {
  const auto all = static_cast<std::uint32_t>(pixels);
  away_.push_back({{0, shape.b}, all});
  for (std::uint32_t k = shape.b; k-- > 0; ++bits, ++ones) {
    shared_[k] = {all, *ones, bits->law};
    totals_.sum += std::uint64_t{*ones} << k;
    if (k + 1 == shape.b) totals_.upper_half = *ones;
  }
}

RefinedGroup::RefinedGroup(const BinomialHat& hat, Shape shape, std::uint64_t pixels,
                           std::uint32_t upper_half)
    : hat_(hat), windows_{0, 0, 0, shape.levels()}, sum_(false) {
  const std::uint32_t bits = shape.b - 1;
  away_.push_back({{0, bits}, static_cast<std::uint32_t>(pixels) - upper_half});
  away_.push_back({{1u << bits, bits}, upper_half});
  totals_.upper_half = upper_half;
}

void RefinedGroup::widen(const LevelWindows& windows, CountsWords& words) {
  std::vector<Away> still;
  for (const Away& one : away_) split(one, windows, words, still);
  away_ = std::move(still);
  windows_ = windows;
}

void RefinedGroup::split(const Away& from, const LevelWindows& windows, CountsWords& words,
                         std::vector<Away>& still) {
  if (from.pixels == 0) return;
  if (!from.node.meets(windows)) {
    still.push_back(from);
    return;
  }
  if (from.node.bits == 0) {
    leaves_.emplace_back(from.node.first, from.pixels);
    return;
  }
  const std::uint32_t bit = from.node.bits - 1;
  std::uint32_t upper = 0;
  if (sum_) {
    upper = deal(shared_[bit], from.pixels, words);
    shared_[bit].pixels -= from.pixels;
    shared_[bit].ones -= upper;
  } else {
    upper = draw_half(hat_, from.pixels, words);
  }
  split({{from.node.first, bit}, from.pixels - upper}, windows, words, still);
  split({{from.node.first + (1u << bit), bit}, upper}, windows, words, still);
}

/// How many of the shared ones fall to `pixels` of the pixels that share them: a hypergeometric
/// number. Every pixel tosses the coin of the bit first. Then ones too many, or too few, are taken
/// from or given to pixels chosen evenly, which leaves every set of so many ones as likely as every
/// other.
std::uint32_t RefinedGroup::deal(const Shared& shared, std::uint32_t pixels,
                                 CountsWords& words) const {
  const auto toss = [&](std::uint32_t coins) {
    if (shared.law.share == BinomialLaw{}.share) return draw_half(hat_, coins, words);
    return draw_binomial(hat_, coins, shared.law, words);
  };
  std::uint32_t own = toss(pixels);
  std::uint32_t all = own + toss(shared.pixels - pixels);
  for (; all > shared.ones; --all) {
    if (below(all, words) < own) --own;
  }
  for (; all < shared.ones; ++all) {
    if (below(shared.pixels - all, words) < pixels - own) ++own;
  }
  return own;
}

std::vector<std::uint32_t> RefinedGroup::listed() const {
  std::vector<std::uint32_t> levels;
  for (const auto& [level, pixels] : leaves_) levels.insert(levels.end(), pixels, level);
  for (const Away& one : away_) {
    levels.push_back(one.node.first);
    levels.push_back(one.node.end() - 1);
  }
  std::sort(levels.begin(), levels.end());
  return levels;
}

LevelWindows widened(const LevelWindows& windows, std::uint32_t levels, bool both_ends) {
  const std::uint32_t half = levels / 2;
  const std::uint32_t least = both_ends ? 1 : 0;
  const auto twice = [&](std::uint32_t size, std::uint32_t smallest, std::uint32_t most) {
    return std::min(most, std::max(smallest, 2 * size));
  };
  LevelWindows wide = windows;
  wide.low = twice(windows.low, least, levels);
  wide.high = levels - twice(levels - windows.high, least, levels);
  if (windows.middle_end > windows.middle_begin) {
    wide.middle_begin = half - twice(half - windows.middle_begin, 0, half);
    wide.middle_end = half + twice(windows.middle_end - half, 0, half);
  }
  return wide.low >= wide.high ? LevelWindows::all(levels) : wide;
}

}  // namespace brink
