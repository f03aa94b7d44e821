// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "cuda/binomial.hpp"
#include "cuda/bits.hpp"
#include "cuda/hd.hpp"
#include "cuda/level_counts.hpp"
#include "cuda/level_split.hpp"
#include "cuda/shape.hpp"

namespace brink {

/// How the sampler `counts` draws (docs/spec/random_streams.md#drawn-counts). The levels are the
/// leaves of a binary tree, top bit first, and only the paths that lead to the windows of a class
/// are split. Of the pixels that leave these paths only the sum of their levels matters: the bits
/// k that are still undrawn are shared, one Binomial(pixels, 1/2) for each k.
///
/// `Words` has next(), which gives the next 64-bit word of the stream.

/// Neighbouring levels whose top bits are drawn: those from `first` on that differ in `bits` low
/// bits only.
struct LevelNode {
  std::uint32_t first;
  std::uint32_t bits;

  BRINK_HD constexpr std::uint32_t end() const { return first + (1u << bits); }
  /// Whether some, or all, of the node's levels are in the windows.
  BRINK_HD constexpr bool meets(const LevelWindows& windows) const {
    return first < windows.low || end() > windows.high ||
           (first < windows.middle_end && end() > windows.middle_begin);
  }
  BRINK_HD constexpr bool inside(const LevelWindows& windows) const {
    return end() <= windows.low || first >= windows.high ||
           (first >= windows.middle_begin && end() <= windows.middle_end);
  }
};

/// A node inside the windows whose pixels need no more undrawn bits than this has its pixels drawn
/// one by one, from a single word.
inline constexpr std::uint32_t drawn_word_bits = 64;

/// Memory of a walk: [depth] pixels of the upper half that waits, and pixels that left with so
/// many undrawn bits.
inline constexpr std::uint32_t walk_words = 2 * (max_bit_depth + 1);

/// Whether the levels that occur are listed: there are fewer pixels than levels.
BRINK_HD constexpr bool counts_listed(Shape shape, std::uint64_t pixels) {
  return pixels < shape.levels() / sparse_levels_one_in;
}

/// What is known of all pixels.
struct WalkTotals {
  std::uint64_t sum = 0;  ///< of the drawn bits of all levels
  std::uint64_t upper_half = 0;
};

/// Walks along the paths to the windows, lower levels first, and tells `sink` what it finds:
/// leaf(level, pixels); away(node, pixels) for a node outside the windows; and start(), then
/// pixel(level) for each pixel of a node that is drawn one by one. Nodes without pixels are not
/// visited.
///
/// @param scratch walk_words entries, `stride` apart
template <class Words, class Sink>
BRINK_HD WalkTotals walk_levels(const BinomialHat& hat, std::uint32_t b, std::uint32_t pixels,
                                const LevelWindows& windows, Words& words, std::uint32_t* scratch,
                                std::uint32_t stride, Sink& sink) {
  std::uint32_t* const left = scratch + (max_bit_depth + 1) * stride;
  for (std::uint32_t bits = 0; bits <= b; ++bits) left[bits * stride] = 0;
  WalkTotals totals;
  const std::uint32_t half = (1u << b) >> 1;
  LevelNode node{0, b};
  std::uint32_t waiting = 0;  // bit k: the upper half of a node of k + 1 bits waits
  for (;;) {
    if (pixels > 0) {
      if (!node.meets(windows)) {
        left[node.bits * stride] += pixels;
        totals.sum += std::uint64_t{node.first} * pixels;
        if (node.first >= half) totals.upper_half += pixels;
        sink.away(node, pixels);
      } else if (node.bits == 0) {
        totals.sum += std::uint64_t{node.first} * pixels;
        if (node.first >= half) totals.upper_half += pixels;
        sink.leaf(node.first, pixels);
      } else if (pixels <= drawn_word_bits / node.bits && node.inside(windows)) {
        std::uint64_t word = words.next();
        sink.start();
        for (; pixels > 0; --pixels, word >>= node.bits) {
          const std::uint32_t level =
              node.first + (static_cast<std::uint32_t>(word) & ((1u << node.bits) - 1));
          totals.sum += level;
          if (level >= half) ++totals.upper_half;
          sink.pixel(level);
        }
      } else {
        const std::uint32_t upper = draw_half(hat, pixels, words);
        --node.bits;
        scratch[node.bits * stride] = upper;
        waiting |= 1u << node.bits;
        pixels -= upper;
        continue;
      }
    }
    if (waiting == 0) return totals;
    node.bits = lowest_one(waiting);
    waiting &= waiting - 1;
    node.first = (node.first >> node.bits | 1u) << node.bits;
    pixels = scratch[node.bits * stride];
  }
}

/// Draws the shared bits of the pixels that left, the highest first, and returns what they add to
/// the sum. shared(k, pixels, ones) is told of each bit.
template <class Words, class Shared>
BRINK_HD std::uint64_t draw_shared_bits(const BinomialHat& hat, std::uint32_t b,
                                        const std::uint32_t* scratch, std::uint32_t stride,
                                        Words& words, const Shared& shared) {
  const std::uint32_t* const left = scratch + (max_bit_depth + 1) * stride;
  std::uint64_t sum = 0;
  std::uint32_t pixels = 0;
  for (std::uint32_t k = b; k-- > 0;) {
    pixels += left[(k + 1) * stride];
    const std::uint32_t ones = draw_half(hat, pixels, words);
    sum += std::uint64_t{ones} << k;
    shared(k, pixels, ones);
  }
  return sum;
}

/// A sink that counts levels at their places in the windows.
struct CountSink {
  std::uint32_t* count;  ///< [place], cleared
  std::uint32_t low, high;
  std::uint32_t middle_shift, high_shift;  ///< see LevelCounts

  BRINK_HD CountSink(std::uint32_t* places, const LevelWindows& windows)
      : count(places),
        low(windows.low),
        high(windows.high),
        middle_shift(windows.middle_begin - windows.low),
        high_shift(windows.high - windows.low - (windows.middle_end - windows.middle_begin)) {}

  /// How many places windows have.
  BRINK_HD static constexpr std::uint32_t places(const LevelWindows& windows,
                                                 std::uint32_t levels) {
    return windows.low + (windows.middle_end - windows.middle_begin) + (levels - windows.high);
  }
  BRINK_HD std::uint32_t& at(std::uint32_t level) const {
    return count[level < low ? level : level - (level >= high ? high_shift : middle_shift)];
  }
  BRINK_HD void leaf(std::uint32_t level, std::uint32_t pixels) const { at(level) = pixels; }
  BRINK_HD void start() const {}
  BRINK_HD void pixel(std::uint32_t level) const { ++at(level); }
  BRINK_HD void away(const LevelNode&, std::uint32_t) const {}
};

/// A sink that makes a list of LevelCounts::present: every level once for each of its pixels, and
/// the ends of each stretch of levels that may hold pixels; in ascending order.
struct ListSink {
  std::uint32_t* list;
  std::uint32_t size = 0;
  std::uint32_t first = 0;  ///< of the node that is drawn one by one

  /// Each end of a window leaves a node without pixels at each depth, at most.
  BRINK_HD static constexpr std::uint64_t most(std::uint64_t pixels) {
    constexpr std::uint32_t window_ends = 4;
    return pixels + std::uint64_t{2} * window_ends * max_bit_depth;
  }
  BRINK_HD void leaf(std::uint32_t level, std::uint32_t pixels) {
    for (; pixels > 0; --pixels) list[size++] = level;
  }
  BRINK_HD void start() { first = size; }
  BRINK_HD void pixel(std::uint32_t level) {
    std::uint32_t place = size++;
    for (; place > first && list[place - 1] > level; --place) list[place] = list[place - 1];
    list[place] = level;
  }
  BRINK_HD void away(const LevelNode& node, std::uint32_t) {
    list[size++] = node.first;
    list[size++] = node.end() - 1;
  }
};

/// The key of the stream of a class: each class of a run has its own images, named by its name.
/// @param name_hash FNV-1a, 64 bits, of the name
BRINK_HD constexpr std::uint64_t counts_key(Shape shape, std::uint64_t seed,
                                            std::uint64_t name_hash) {
  const Block block = stream_block(shape.stream(Domain::counts_key), seed, name_hash, 0);
  return block.word[0] | std::uint64_t{block.word[1]} << 32;
}

}  // namespace brink
