// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "cuda/level_counts.hpp"
#include "cuda/zobrist.hpp"

/// The vectorised loops of the CPU backend, each compiled for every instruction
/// set the machine may have and chosen at run time (Google Highway). They give
/// the same integers on all of them.
///
/// Arrays of words are packed levels as in spec, section 2. "Padded" counts are
/// multiples of `padding` elements, which every loop may read past its end to.
namespace brink::simd {

/// Arrays passed in are readable and writable up to the next multiple of this
/// many bytes: the widest vector, 512 bits.
inline constexpr std::size_t padding_bytes = 64;
inline constexpr std::size_t padding_words = padding_bytes / sizeof(std::uint32_t);

/// Name of the instruction set in use, such as "AVX3_DL" (AVX-512, Ice Lake on).
std::string instruction_set();
/// Those this machine can run, best first.
std::vector<std::string> instruction_sets();
/// Uses only the named one from now on; an empty name frees the choice. False
/// where the machine or the build lacks it. Not to be called while others run.
bool force_instruction_set(const std::string& name);

/// How the words of a stream lie: in its own order, or in one of the instruction set's that
/// spares the sorting of lanes, for those who only count.
enum class WordOrder { of_stream, any };

/// Blocks first..first+count-1 of one stream, four words each, into `out`.
void draw_blocks(std::uint32_t stream, std::uint64_t seed, std::uint64_t index, std::uint64_t first,
                 std::size_t count, std::uint32_t* out, WordOrder order = WordOrder::of_stream);
/// Blocks 0..blocks-1 of the streams of `count` indices, one after the other.
void draw_images(std::uint32_t stream, std::uint64_t seed, std::uint64_t first_index,
                 std::size_t count, std::size_t blocks, std::uint32_t* out,
                 WordOrder order = WordOrder::of_stream);

/// H(x) and H(x̄) of the class `hash` for an image of N levels in pixel order.
HashPair hash_image(const Shape& shape, std::uint64_t seed, const std::uint16_t* levels);

/// out = words ^ flip, and & keep where keep is given; `count` padded.
void blend(const std::uint32_t* words, const std::uint32_t* flip, const std::uint32_t* keep,
           std::size_t count, std::uint32_t* out);

/// Bits set; `count` words, padded.
std::uint64_t count_ones(const std::uint32_t* words, std::size_t count);
/// Bits set of each image of `stride` words, a multiple of 4, one after the other.
void count_ones_each(const std::uint32_t* words, std::size_t stride, std::size_t images,
                     std::uint32_t* ones);

/// Of 2-bit levels: how many have the high bit, how many the low bit.
struct PairBits {
  std::uint64_t high = 0, low = 0;
};
PairBits count_pair_bits(const std::uint32_t* words, std::size_t count);
/// Of 2-bit levels: how many are 3.
std::uint64_t count_pairs(const std::uint32_t* words, std::size_t count);

// The loops below take levels of b = 3..16 bits. They unpack words to lanes of 8
// bits up to b = 8 and of 16 bits above; lanes left over hold level 0.

/// What sum_levels finds; `lanes` counts those left over as well.
struct LevelTotals {
  std::size_t lanes = 0;
  std::uint64_t sum = 0;
  std::uint64_t upper_half = 0;  ///< levels at q/2 or above
};
/// Which of them are wanted; the others are 0.
enum class Totals { sum, upper_half, both };
LevelTotals sum_levels(const std::uint32_t* words, std::size_t count, std::uint32_t b,
                       Totals wanted);

/// How many lanes hold levels[0] and levels[1].
void count_levels(const std::uint32_t* words, std::size_t count, std::uint32_t b,
                  const std::uint16_t* levels, std::uint64_t* counts);

/// Copies the words that have a level whose bits lowest..highest are all equal, in
/// order, to `out`, which has room for all and padding; returns how many. With highest =
/// b-1 those are the levels within 2^lowest of 0 and of q; with b-2 those of q/2 as
/// well. For lowest < highest.
std::size_t extreme_words(const std::uint32_t* words, std::size_t count, std::uint32_t b,
                          std::uint32_t lowest, std::uint32_t highest, std::uint32_t* out);

/// Writes the levels in the windows to `out`, which has room for all and padding; returns
/// how many. Their order is any. `count` needs no padding, but is read to its end.
std::size_t levels_in_windows(const std::uint32_t* words, std::size_t count, std::uint32_t b,
                              const LevelWindows& windows, std::uint32_t* out);

/// Writes every lane to `out`, bytes up to b = 8 and 16-bit integers above; returns
/// how many there are. For b = 2..16. The order is not the pixels', but that of each
/// 16 words is the same.
std::size_t expand_levels(const std::uint32_t* words, std::size_t count, std::uint32_t b,
                          void* out);

/// Weights of up to 7 bits beside their sign, as the loops below take them.
inline constexpr std::uint32_t max_lane_weight = 127;
inline constexpr std::uint32_t max_weight_planes = 7;

/// Of 1-bit levels: the sum of |w| over the pixels where words ^ flip is set. Plane
/// k, `stride` words behind plane k-1, holds bit k of each pixel's |w|.
std::uint64_t weigh_ones(const std::uint32_t* words, const std::uint32_t* flip,
                         const std::uint32_t* planes, std::size_t stride, std::uint32_t plane_count,
                         std::size_t count);

/// A weight for each lane that expand_levels writes, in that order: int8 up to b = 8
/// and int16 above, at most max_lane_weight in size, 0 where there is no pixel.
struct LaneWeights {
  const void* lanes;
  std::int64_t sum;
};
/// Where the pixels with a weight and a low cap are listed, as uint8 up to b = 8 and
/// uint16 above; room for the lanes and padding. A cap is x, or q-1-x where w < 0.
struct LowCaps {
  std::uint32_t below = 0;  ///< 0: none are listed
  void* cap = nullptr;
  void* size = nullptr;  ///< |w|
};
struct Weighed {
  std::int64_t sum = 0;    ///< of w x
  std::size_t listed = 0;  ///< low caps
};
/// For levels of b = 2..16 bits.
Weighed weigh_levels(const std::uint32_t* words, std::size_t count, std::uint32_t b,
                     const LaneWeights& weights, const LowCaps& low);

}  // namespace brink::simd
