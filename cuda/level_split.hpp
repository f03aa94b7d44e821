// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "cuda/bits.hpp"
#include "cuda/half_binomial.hpp"
#include "cuda/hd.hpp"
#include "cuda/philox.hpp"
#include "cuda/shape.hpp"

namespace brink {

/// With fewer pixels than one for this many levels, most nodes are empty and so are most levels.
/// A list of the levels that occur is then quicker than visiting all levels.
inline constexpr std::uint32_t sparse_levels_one_in = 4;

/// How the multinomial sampler draws the level counts of an image. The levels are the leaves of a
/// binary tree, top bit first. Node 1 holds all N pixels. The pixels of node v go to 2v (next bit
/// 0) and 2v+1 (next bit 1), and level x is node q + x. The number of pixels at 2v+1 is
/// Binomial(pixels at v, 1/2). It is the sum, over the binary digits k of the pixels at v, of
/// independent Binomial(2^k, 1/2).
///
/// Every draw has a place of its own in the stream of Domain::level_counts. Slot s of node v is
/// the half s mod 2 (its first word low) of Philox block (s div 2) 2^16 + v. So nodes may be
/// visited in any order, or at the same time.
struct SplitSlots {
  static constexpr std::uint32_t node_bits = max_bit_depth;  ///< v < 2^16
  /// Slots 0 and 1 are the coins for the digits below first_table_digit.
  static constexpr std::uint32_t single_coins = 0;
  static constexpr std::uint32_t full_word_of_coins = 1;
  /// Slot of the centre table of digit k. The slot of its rest table is `rest_pairs` blocks
  /// further on.
  BRINK_HD static constexpr std::uint32_t of_digit(std::uint32_t k) {
    return k - first_table_digit + 2;
  }
  static constexpr std::uint32_t pairs = (coin_digits - first_table_digit + 2 + 1) / 2;
  static constexpr std::uint32_t rest_pairs = 16;  ///< not below `pairs`

  BRINK_HD static constexpr std::uint64_t block(std::uint32_t pair, std::uint32_t node) {
    return std::uint64_t{pair} << node_bits | node;
  }
  /// The 64-bit word that a slot takes from its block.
  BRINK_HD static constexpr std::uint64_t half(const Block& block, std::uint32_t slot) {
    const std::uint32_t first = slot % 2 * 2;
    return block.word[first] | std::uint64_t{block.word[first + 1]} << 32;
  }
  /// Bit p is set if a split of this many pixels reads block pair p.
  BRINK_HD static constexpr std::uint32_t pairs_used(std::uint32_t pixels) {
    const std::uint32_t by_digit = pixels >> first_table_digit;
    std::uint32_t used = (pixels & coin_mask) != 0 ? 1 : 0;
    for (std::uint32_t pair = 1; by_digit >> (2 * pair - 2) != 0; ++pair) {
      if ((by_digit >> (2 * pair - 2) & 3) != 0) used |= 1u << pair;
    }
    return used;
  }
};

/// The draws of the splits of one image. Each block is drawn when it is asked for.
class SplitStream {
 public:
  BRINK_HD SplitStream(Shape shape, std::uint64_t seed, std::uint64_t image)
      : stream_(shape.stream(Domain::level_counts)), seed_(seed), image_(image) {}

  /// Word 3 of the Philox counter, and its words 1 and 2.
  BRINK_HD std::uint32_t name() const { return stream_; }
  BRINK_HD std::uint64_t image() const { return image_; }

  BRINK_HD Block block(std::uint32_t pair, std::uint32_t node) const {
    return stream_block(stream_, seed_, image_, SplitSlots::block(pair, node));
  }
  /// The word that a slot takes from one of its node's blocks.
  BRINK_HD std::uint64_t half(std::uint32_t pair, std::uint32_t node, std::uint32_t slot) const {
    return SplitSlots::half(block(pair, node), slot);
  }

 private:
  std::uint32_t stream_;
  std::uint64_t seed_;
  std::uint64_t image_;
};

/// The value of Binomial(2^k, 1/2) that `word` encodes. `rest_word()` gives the word of the
/// second table, in the rare case that the value needs it.
template <class RestWord>
BRINK_HD std::uint32_t draw_half_binomial(const HalfBinomial& law, std::uint32_t k,
                                          std::uint64_t word, const RestWord& rest_word) {
  const std::uint32_t mean = 1u << (k - 1);
  const std::uint32_t outcome = law.centre.draw(word);
  if (outcome != 0) return mean + outcome - law.centre.middle();
  return mean + law.rest.draw(rest_word()) - law.rest.middle();
}

/// Counts heads among the coins for the digits below first_table_digit, from the words of slots 0
/// and 1.
BRINK_HD constexpr std::uint32_t toss_coins(std::uint32_t pixels, std::uint64_t single,
                                            std::uint64_t full) {
  constexpr std::uint32_t word_bits = 64;
  const std::uint64_t coins = (std::uint64_t{1} << pixels % word_bits) - 1;
  const std::uint64_t all = (pixels & word_bits) != 0 ? ~std::uint64_t{0} : 0;
  return ones_in(single & coins, full & all);
}

/// Draws how many of a node's `pixels` have the next bit set. `word(slot)` gives the words of the
/// node's slots; `stream`, a SplitStream or the like, those of the rest tables.
template <class Stream, class Word>
BRINK_HD std::uint32_t draw_upper(const BinomialTables& tables, std::uint32_t pixels,
                                  std::uint32_t node, const Stream& stream, const Word& word) {
  std::uint32_t upper = 0;
  if ((pixels & coin_mask) != 0) {
    upper =
        toss_coins(pixels, word(SplitSlots::single_coins), word(SplitSlots::full_word_of_coins));
  }
  for (std::uint32_t digits = pixels & ~coin_mask; digits != 0; digits &= digits - 1) {
    const std::uint32_t k = lowest_one(digits);
    const std::uint32_t slot = SplitSlots::of_digit(k);
    upper += draw_half_binomial(tables.digit[k], k, word(slot), [&] {
      return stream.half(slot / 2 + SplitSlots::rest_pairs, node, slot);
    });
  }
  return upper;
}

/// Does the same and draws every word where it is needed.
BRINK_HD inline std::uint32_t draw_upper(const BinomialTables& tables, std::uint32_t pixels,
                                         std::uint32_t node, const SplitStream& stream) {
  return draw_upper(tables, pixels, node, stream,
                    [&](std::uint32_t slot) { return stream.half(slot / 2, node, slot); });
}

}  // namespace brink
