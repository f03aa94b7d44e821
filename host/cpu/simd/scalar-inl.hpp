// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

// The loops of simd.hpp without vectors, for machines that have none. The tests compare the
// vectorised loops with these. simd.cpp compiles this file for HWY_SCALAR.

#include <hwy/highway.h>

#include <bit>
#include <cstring>

#include "cuda/philox.hpp"
#include "host/cpu/simd/simd.hpp"

HWY_BEFORE_NAMESPACE();
namespace brink::simd {
namespace HWY_NAMESPACE {

const char* TargetName() { return hwy::TargetName(HWY_TARGET); }

void DrawBlocks(std::uint32_t stream, std::uint64_t seed, std::uint64_t index, std::uint64_t first,
                std::size_t count, std::uint32_t* out, WordOrder) {
  for (std::size_t i = 0; i < count; ++i) {
    const Block block = stream_block(stream, seed, index, first + i);
    std::memcpy(out + 4 * i, block.word, sizeof block.word);
  }
}

void DrawImages(std::uint32_t stream, std::uint64_t seed, std::uint64_t first_index,
                std::size_t count, std::size_t blocks, std::uint32_t* out, WordOrder order) {
  for (std::size_t i = 0; i < count; ++i) {
    DrawBlocks(stream, seed, first_index + i, 0, blocks, out + i * blocks * 4, order);
  }
}

HashPair HashImage(const Shape& shape, std::uint64_t seed, const std::uint16_t* levels) {
  HashPair hashes;
  hash_pixels(shape, seed, levels, 0, shape.pixels(), hashes);
  return hashes;
}

void Blend(const std::uint32_t* words, const std::uint32_t* flip, const std::uint32_t* keep,
           std::size_t count, std::uint32_t* out) {
  for (std::size_t i = 0; i < count; ++i) {
    out[i] = (words[i] ^ flip[i]) & (keep == nullptr ? ~std::uint32_t{0} : keep[i]);
  }
}

std::size_t Pack(const std::uint32_t* words, const std::uint8_t* used, std::size_t count,
                 std::uint32_t* out) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < count; ++i) {
    out[kept] = words[i];
    kept += used[i / 8] >> (i % 8) & 1;
  }
  return kept;
}

std::uint64_t CountOnes(const std::uint32_t* words, std::size_t count) {
  std::uint64_t ones = 0;
  for (std::size_t i = 0; i < count; ++i) ones += static_cast<unsigned>(std::popcount(words[i]));
  return ones;
}

void CountOnesEach(const std::uint32_t* words, std::size_t stride, std::size_t images,
                   std::uint32_t* ones) {
  for (std::size_t i = 0; i < images; ++i) {
    ones[i] = static_cast<std::uint32_t>(CountOnes(words + i * stride, stride));
  }
}

PairBits CountPairBits(const std::uint32_t* words, std::size_t count) {
  constexpr std::uint32_t low_bits = 0x55555555;
  PairBits bits;
  for (std::size_t i = 0; i < count; ++i) {
    bits.low += static_cast<unsigned>(std::popcount(words[i] & low_bits));
    bits.high += static_cast<unsigned>(std::popcount(words[i] & ~low_bits));
  }
  return bits;
}

std::uint64_t CountPairs(const std::uint32_t* words, std::size_t count) {
  constexpr std::uint32_t low_bits = 0x55555555;
  std::uint64_t pairs = 0;
  for (std::size_t i = 0; i < count; ++i) {
    pairs += static_cast<unsigned>(std::popcount(words[i] & words[i] >> 1 & low_bits));
  }
  return pairs;
}

/// Calls visit(level) for every lane and returns the number of lanes.
template <class Visit>
std::size_t EachLevel(const std::uint32_t* words, std::size_t count, std::uint32_t b, Visit visit) {
  const std::uint32_t fields = 32 / b;
  const std::uint32_t mask = (std::uint32_t{1} << b) - 1;
  for (std::size_t i = 0; i < count; ++i) {
    for (std::uint32_t field = 0; field < fields; ++field) visit((words[i] >> (field * b)) & mask);
  }
  return count * fields;
}

LevelTotals SumLevels(const std::uint32_t* words, std::size_t count, std::uint32_t b,
                      Totals wanted) {
  LevelTotals totals;
  totals.lanes = EachLevel(words, count, b, [&](std::uint32_t level) {
    if (wanted != Totals::upper_half) totals.sum += level;
    if (wanted != Totals::sum) totals.upper_half += level >> (b - 1);
  });
  return totals;
}

void CountLevels(const std::uint32_t* words, std::size_t count, std::uint32_t b,
                 const std::uint16_t* levels, std::uint64_t* counts) {
  counts[0] = counts[1] = 0;
  EachLevel(words, count, b, [&](std::uint32_t level) {
    counts[0] += level == levels[0];
    counts[1] += level == levels[1];
  });
}

std::size_t ExtremeWords(const std::uint32_t* words, std::size_t count, std::uint32_t b,
                         std::uint32_t lowest, std::uint32_t highest, std::uint32_t* out) {
  const std::uint32_t all = (std::uint32_t{2} << (highest - lowest)) - 1;
  std::size_t found = 0;
  for (std::size_t i = 0; i < count; ++i) {
    bool extreme = false;
    EachLevel(words + i, 1, b, [&](std::uint32_t level) {
      const std::uint32_t bits = level >> lowest & all;
      extreme = extreme || bits == 0 || bits == all;
    });
    out[found] = words[i];
    found += extreme;
  }
  return found;
}

std::size_t LevelsInWindows(const std::uint32_t* words, std::size_t count, std::uint32_t b,
                            const LevelWindows& windows, std::uint32_t* out) {
  std::size_t found = 0;
  EachLevel(words, count, b, [&](std::uint32_t level) {
    if (windows.contains(level)) out[found++] = level;
  });
  return found;
}

std::size_t ExpandLevels(const std::uint32_t* words, std::size_t count, std::uint32_t b,
                         void* out) {
  auto* const bytes = static_cast<std::uint8_t*>(out);
  auto* const halves = static_cast<std::uint16_t*>(out);
  std::size_t written = 0;
  return EachLevel(words, count, b, [&](std::uint32_t level) {
    if (b <= 8) {
      bytes[written++] = static_cast<std::uint8_t>(level);
    } else {
      halves[written++] = static_cast<std::uint16_t>(level);
    }
  });
}

std::uint64_t WeighOnes(const std::uint32_t* words, const std::uint32_t* flip,
                        const std::uint32_t* planes, std::size_t stride, std::uint32_t plane_count,
                        std::size_t count) {
  std::uint64_t total = 0;
  for (std::uint32_t k = 0; k < plane_count; ++k) {
    for (std::size_t i = 0; i < count; ++i) {
      const std::uint32_t weighed = (words[i] ^ flip[i]) & planes[k * stride + i];
      total += static_cast<std::uint64_t>(std::popcount(weighed)) << k;
    }
  }
  return total;
}

template <class Level, class Weight>
Weighed WeighLanes(const std::uint32_t* words, std::size_t count, std::uint32_t b,
                   const LaneWeights& weights, const LowCaps& low) {
  const auto* weight = static_cast<const Weight*>(weights.lanes);
  const std::uint32_t top = (std::uint32_t{1} << b) - 1;
  Weighed weighed;
  EachLevel(words, count, b, [&](std::uint32_t level) {
    const std::int32_t w = *weight++;
    weighed.sum += std::int64_t{w} * level;
    const std::uint32_t cap = w < 0 ? level ^ top : level;
    if (w == 0 || cap >= low.below) return;
    static_cast<Level*>(low.cap)[weighed.listed] = static_cast<Level>(cap);
    static_cast<Level*>(low.size)[weighed.listed] = static_cast<Level>(w < 0 ? -w : w);
    ++weighed.listed;
  });
  return weighed;
}

Weighed WeighLevels(const std::uint32_t* words, std::size_t count, std::uint32_t b,
                    const LaneWeights& weights, const LowCaps& low) {
  return b <= 8 ? WeighLanes<std::uint8_t, std::int8_t>(words, count, b, weights, low)
                : WeighLanes<std::uint16_t, std::int16_t>(words, count, b, weights, low);
}

}  // namespace HWY_NAMESPACE
}  // namespace brink::simd
HWY_AFTER_NAMESPACE();
