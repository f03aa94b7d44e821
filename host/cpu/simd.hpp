// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

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

/// Blocks first..first+count-1 of one stream, four words each, into `out`.
void draw_blocks(std::uint32_t stream, std::uint64_t seed, std::uint64_t index,
                 std::uint64_t first, std::size_t count, std::uint32_t* out);
/// Blocks 0..blocks-1 of the streams of `count` indices, one after the other.
void draw_images(std::uint32_t stream, std::uint64_t seed, std::uint64_t first_index,
                 std::size_t count, std::size_t blocks, std::uint32_t* out);

/// out = words ^ flip, and & keep where keep is given; `count` padded.
void blend(const std::uint32_t* words, const std::uint32_t* flip, const std::uint32_t* keep,
           std::size_t count, std::uint32_t* out);

/// Bits set; `count` words, padded.
std::uint64_t count_ones(const std::uint32_t* words, std::size_t count);

/// Of 2-bit levels: how many have the high bit, the low bit, both.
struct PairBits {
  std::uint64_t high = 0, low = 0, both = 0;
};
PairBits count_pair_bits(const std::uint32_t* words, std::size_t count);

/// Levels of b = 3..8 bits, one to a byte, zero-filled; returns how many bytes
/// were written: words * 4 * ceil(fields/4). The order within is not the pixels'.
std::size_t expand_bytes(const std::uint32_t* words, std::size_t count, std::uint32_t b,
                         std::uint8_t* out);
/// Levels of b = 9..16 bits, one to 16 bits; words * 2 * ceil(fields/2) of them.
std::size_t expand_halves(const std::uint32_t* words, std::size_t count, std::uint32_t b,
                          std::uint16_t* out);

std::uint64_t sum(const std::uint8_t* levels, std::size_t count);
std::uint64_t sum(const std::uint16_t* levels, std::size_t count);
std::uint64_t count_equal(const std::uint8_t* levels, std::size_t count, std::uint8_t level);
std::uint64_t count_equal(const std::uint16_t* levels, std::size_t count, std::uint16_t level);
/// `level` is above 0.
std::uint64_t count_at_least(const std::uint8_t* levels, std::size_t count, std::uint8_t level);
std::uint64_t count_at_least(const std::uint16_t* levels, std::size_t count, std::uint16_t level);

/// The levels outside first_inner..last_inner, and those inside that are in
/// [middle_begin, middle_end).
struct Windows16 {
  std::uint16_t first_inner, last_inner, middle_begin, middle_end;
};
/// Copies them to `out`, which has room for count + padding; returns how many.
std::size_t collect(const std::uint16_t* levels, std::size_t count, Windows16 windows,
                    std::uint16_t* out);

}  // namespace brink::simd
