// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "cuda/classifier/hash/zobrist.hpp"
#include "cuda/level_counts.hpp"

/// The vectorised loops of the CPU backend. Each is compiled for every instruction set that the
/// machine may have, and chosen at run time (Google Highway). All instruction sets give the same
/// integers.
///
/// Arrays of words are packed levels as in docs/spec/random_streams.md#images. "Padded" counts
/// are multiples of `padding` elements; every loop may read past its end up to such a multiple.
namespace brink::simd {

/// Arrays passed in must be readable and writable up to the next multiple of this many bytes,
/// which is the widest vector, 512 bits.
inline constexpr std::size_t padding_bytes = 64;
inline constexpr std::size_t padding_words = padding_bytes / sizeof(std::uint32_t);

/// The number of words with those that fill the last vector.
constexpr std::size_t padded(std::size_t words) {
  return (words + padding_words - 1) / padding_words * padding_words;
}

/// Name of the instruction set in use, such as "AVX3_DL" (AVX-512 of Ice Lake and later).
std::string instruction_set();
/// The instruction sets that this machine can run, the best first.
std::vector<std::string> instruction_sets();
/// Uses only the named instruction set from now on; an empty name lets Highway choose again.
/// Returns false where the machine or the build lacks it. Must not be called while other threads
/// use the loops.
bool force_instruction_set(const std::string& name);

/// The order in which the words of a stream are stored: that of the stream, or one that the
/// instruction set gives without sorting lanes. The latter is enough for counting.
enum class WordOrder { of_stream, any };

/// Draws blocks first..first+count-1 of one stream, four words each, into `out`.
void draw_blocks(std::uint32_t stream, std::uint64_t seed, std::uint64_t index, std::uint64_t first,
                 std::size_t count, std::uint32_t* out, WordOrder order = WordOrder::of_stream);
/// Draws blocks 0..blocks-1 of the streams of `count` indices, one stream after the other.
void draw_images(std::uint32_t stream, std::uint64_t seed, std::uint64_t first_index,
                 std::size_t count, std::size_t blocks, std::uint32_t* out,
                 WordOrder order = WordOrder::of_stream);

/// H(x) and H(x̄) of the class `hash` for an image of N levels in pixel order.
HashPair hash_image(const Shape& shape, std::uint64_t seed, const std::uint16_t* levels);

/// out = words ^ flip, and & keep where `keep` is given. `count` is padded.
void blend(const std::uint32_t* words, const std::uint32_t* flip, const std::uint32_t* keep,
           std::size_t count, std::uint32_t* out);

/// Moves the words whose bit is set in `used` together, in order, and returns how many there are.
/// `count` is padded, `used` is readable up to 8 bytes beyond its bits, and `out` writable up to
/// padding_words beyond the words moved.
std::size_t pack(const std::uint32_t* words, const std::uint8_t* used, std::size_t count,
                 std::uint32_t* out);

/// Counts the bits set in `count` words, padded.
std::uint64_t count_ones(const std::uint32_t* words, std::size_t count);
/// Counts the bits set in each image. Images of `stride` words, a multiple of 4, follow one
/// another.
void count_ones_each(const std::uint32_t* words, std::size_t stride, std::size_t images,
                     std::uint32_t* ones);

/// For 2-bit levels: how many have the high bit set, and how many the low bit.
struct PairBits {
  std::uint64_t high = 0, low = 0;
};
PairBits count_pair_bits(const std::uint32_t* words, std::size_t count);
/// For 2-bit levels: how many are 3.
std::uint64_t count_pairs(const std::uint32_t* words, std::size_t count);

// The loops below take levels of b = 3..16 bits. They unpack words to lanes of 8 bits up to b = 8
// and of 16 bits above. Unused lanes hold level 0.

/// The results of sum_levels; `lanes` counts unused lanes as well.
struct LevelTotals {
  std::size_t lanes = 0;
  std::uint64_t sum = 0;
  std::uint64_t upper_half = 0;  ///< levels at q/2 or above
};
/// Which of the results are wanted; the others are 0.
enum class Totals { sum, upper_half, both };
LevelTotals sum_levels(const std::uint32_t* words, std::size_t count, std::uint32_t b,
                       Totals wanted);

/// Counts the lanes that hold levels[0] and those that hold levels[1].
void count_levels(const std::uint32_t* words, std::size_t count, std::uint32_t b,
                  const std::uint16_t* levels, std::uint64_t* counts);

/// Copies the words that have a level whose bits lowest..highest are all equal to `out`, in
/// order, and returns how many there are. `out` must have room for all words and padding. With
/// highest = b-1 these are the levels within 2^lowest of 0 and of q; with b-2 also those within
/// 2^lowest of q/2. Needs lowest < highest.
std::size_t extreme_words(const std::uint32_t* words, std::size_t count, std::uint32_t b,
                          std::uint32_t lowest, std::uint32_t highest, std::uint32_t* out);

/// Writes the levels in the windows to `out`, in any order, and returns how many there are. `out`
/// must have room for all levels and padding. `count` needs no padding, but the array is read up
/// to the next padded count.
std::size_t levels_in_windows(const std::uint32_t* words, std::size_t count, std::uint32_t b,
                              const LevelWindows& windows, std::uint32_t* out);

/// Writes every lane to `out`, as bytes up to b = 8 and as 16-bit integers above, and returns how
/// many there are. For b = 2..16. The order is not that of the pixels, but it is the same in
/// every 16 words.
std::size_t expand_levels(const std::uint32_t* words, std::size_t count, std::uint32_t b,
                          void* out);

/// The largest |w| that the loops below take: 7 bits beside the sign.
inline constexpr std::uint32_t max_lane_weight = 127;
inline constexpr std::uint32_t max_weight_planes = 7;

/// For 1-bit levels: the sum of |w| over the pixels where words ^ flip is set. Plane k, `stride`
/// words behind plane k-1, holds bit k of each pixel's |w|.
std::uint64_t weigh_ones(const std::uint32_t* words, const std::uint32_t* flip,
                         const std::uint32_t* planes, std::size_t stride, std::uint32_t plane_count,
                         std::size_t count);

/// A weight for each lane that expand_levels writes, in that order: int8 up to b = 8 and int16
/// above. Weights are at most max_lane_weight in size, and 0 where there is no pixel.
struct LaneWeights {
  const void* lanes;
  std::int64_t sum;
};
/// Where pixels with a weight and a low cap are listed, as uint8 up to b = 8 and uint16 above,
/// with room for the lanes and padding. A cap is x, or q-1-x where w < 0.
struct LowCaps {
  std::uint32_t below = 0;  ///< caps below this are listed; 0: none
  void* cap = nullptr;
  void* size = nullptr;  ///< |w|
};
struct Weighed {
  std::int64_t sum = 0;    ///< sum of w x
  std::size_t listed = 0;  ///< number of low caps
};
/// For levels of b = 2..16 bits.
Weighed weigh_levels(const std::uint32_t* words, std::size_t count, std::uint32_t b,
                     const LaneWeights& weights, const LowCaps& low);

}  // namespace brink::simd
