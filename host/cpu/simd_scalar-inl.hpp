// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

// The loops of simd.hpp without vectors, for machines that have none; the tests
// hold the vectorised ones to these. Compiled by simd.cpp for HWY_SCALAR.

#include <hwy/highway.h>

#include <bit>
#include <cstring>

#include "cuda/philox.hpp"
#include "host/cpu/simd.hpp"

HWY_BEFORE_NAMESPACE();
namespace brink::simd {
namespace HWY_NAMESPACE {

const char* TargetName() { return hwy::TargetName(HWY_TARGET); }

void DrawBlocks(std::uint32_t stream, std::uint64_t seed, std::uint64_t index,
                std::uint64_t first, std::size_t count, std::uint32_t* out) {
  for (std::size_t i = 0; i < count; ++i) {
    const Block block = stream_block(stream, seed, index, first + i);
    std::memcpy(out + 4 * i, block.word, sizeof block.word);
  }
}

void DrawImages(std::uint32_t stream, std::uint64_t seed, std::uint64_t first_index,
                std::size_t count, std::size_t blocks, std::uint32_t* out) {
  for (std::size_t i = 0; i < count; ++i) {
    DrawBlocks(stream, seed, first_index + i, 0, blocks, out + i * blocks * 4);
  }
}

void Blend(const std::uint32_t* words, const std::uint32_t* flip, const std::uint32_t* keep,
           std::size_t count, std::uint32_t* out) {
  for (std::size_t i = 0; i < count; ++i) {
    out[i] = (words[i] ^ flip[i]) & (keep == nullptr ? ~std::uint32_t{0} : keep[i]);
  }
}

std::uint64_t CountOnes(const std::uint32_t* words, std::size_t count) {
  std::uint64_t ones = 0;
  for (std::size_t i = 0; i < count; ++i) ones += static_cast<unsigned>(std::popcount(words[i]));
  return ones;
}

PairBits CountPairBits(const std::uint32_t* words, std::size_t count) {
  constexpr std::uint32_t low_bits = 0x55555555;
  PairBits bits;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t low = words[i] & low_bits;
    const std::uint32_t high = (words[i] >> 1) & low_bits;
    bits.low += static_cast<unsigned>(std::popcount(low));
    bits.high += static_cast<unsigned>(std::popcount(high));
    bits.both += static_cast<unsigned>(std::popcount(low & high));
  }
  return bits;
}

template <class T>
std::size_t Expand(const std::uint32_t* words, std::size_t count, std::uint32_t b, T* out) {
  constexpr std::uint32_t per_word = sizeof(std::uint32_t) / sizeof(T);
  const std::uint32_t fields = 32 / b;
  const std::uint32_t lanes = (fields + per_word - 1) / per_word * per_word;
  std::size_t written = 0;
  for (std::size_t i = 0; i < count; ++i) {
    for (std::uint32_t field = 0; field < lanes; ++field) {
      const std::uint32_t level =
          field < fields ? (words[i] >> (field * b)) & ((std::uint32_t{1} << b) - 1) : 0;
      out[written++] = static_cast<T>(level);
    }
  }
  return written;
}

std::size_t ExpandBytes(const std::uint32_t* words, std::size_t count, std::uint32_t b,
                        std::uint8_t* out) {
  return Expand(words, count, b, out);
}
std::size_t ExpandHalves(const std::uint32_t* words, std::size_t count, std::uint32_t b,
                         std::uint16_t* out) {
  return Expand(words, count, b, out);
}

template <class T, class Term>
std::uint64_t Accumulate(const T* levels, std::size_t count, Term term) {
  std::uint64_t total = 0;
  for (std::size_t i = 0; i < count; ++i) total += term(levels[i]);
  return total;
}

std::uint64_t SumBytes(const std::uint8_t* levels, std::size_t count) {
  return Accumulate(levels, count, [](auto x) { return x; });
}
std::uint64_t SumHalves(const std::uint16_t* levels, std::size_t count) {
  return Accumulate(levels, count, [](auto x) { return x; });
}
std::uint64_t CountEqualBytes(const std::uint8_t* levels, std::size_t count, std::uint8_t level) {
  return Accumulate(levels, count, [=](auto x) { return x == level; });
}
std::uint64_t CountEqualHalves(const std::uint16_t* levels, std::size_t count,
                               std::uint16_t level) {
  return Accumulate(levels, count, [=](auto x) { return x == level; });
}
std::uint64_t CountAtLeastBytes(const std::uint8_t* levels, std::size_t count,
                                std::uint8_t level) {
  return Accumulate(levels, count, [=](auto x) { return x >= level; });
}
std::uint64_t CountAtLeastHalves(const std::uint16_t* levels, std::size_t count,
                                 std::uint16_t level) {
  return Accumulate(levels, count, [=](auto x) { return x >= level; });
}

std::size_t Collect(const std::uint16_t* levels, std::size_t count, Windows16 windows,
                    std::uint16_t* out) {
  std::size_t found = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint16_t x = levels[i];
    const bool inner = x >= windows.first_inner && x <= windows.last_inner;
    const auto above = static_cast<std::uint16_t>(x - windows.middle_begin);  // wraps below it
    const auto size = static_cast<std::uint16_t>(windows.middle_end - windows.middle_begin);
    if (!inner || above < size) out[found++] = x;
  }
  return found;
}

}  // namespace HWY_NAMESPACE
}  // namespace brink::simd
HWY_AFTER_NAMESPACE();
