// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/cpu/level_pass.hpp"

#include <algorithm>

#include "host/cpu/chunk.hpp"
#include "host/cpu/simd.hpp"

namespace brink {
namespace {

// Above this many levels, looking at every pixel by itself (about a cycle each)
// is quicker than one vector compare per level and vector.
constexpr std::uint32_t most_compared_levels = 16;
// Collecting pays while fewer than one level in this many is wanted.
constexpr std::uint32_t collect_one_in = 4;

// With fewer pixels than one level in this many, sorting the levels that occur
// beats clearing and searching all of them.
constexpr std::uint32_t present_one_in = 16;

std::uint32_t levels_in(const LevelWindows& windows, std::uint32_t levels) {
  return windows.low + (windows.middle_end - windows.middle_begin) + (levels - windows.high);
}

}  // namespace

LevelPass::LevelPass(Shape shape, LevelWindows wanted, bool upper_half)
    : shape_(shape), windows_(wanted), upper_half_(upper_half) {
  const std::uint32_t levels = shape.levels();
  const std::uint32_t wanted_levels = levels_in(wanted, levels);
  if (wanted.low + (levels - wanted.high) >= levels) windows_ = LevelWindows::all(levels);
  if (shape.b <= 2) {
    method_ = shape.b == 1 ? Method::ones : Method::pairs;
    windows_ = LevelWindows::all(levels);
  } else if (wanted_levels <= most_compared_levels || levels <= most_compared_levels) {
    method_ = Method::each_level;
  } else if (shape.b > 8 && wanted_levels < levels / collect_one_in) {
    method_ = Method::collect;
  } else {
    method_ = shape.pixels() < levels / present_one_in ? Method::few_pixels : Method::every_pixel;
    windows_ = LevelWindows::all(levels);
  }
  if (method_ == Method::each_level) {
    for (std::uint32_t level = 0; level < levels; ++level) {
      if (windows_.contains(level)) compared_.push_back(level);
    }
  }
  // b = 3 spreads 10 levels of a word over 12 bytes, b = 9 three over 8.
  constexpr std::size_t most_bytes_per_word = 12;
  if (shape.b > 2) {
    expanded_ = Buffer<std::uint16_t>(chunk_words * most_bytes_per_word / sizeof(std::uint16_t));
  }
  if (method_ == Method::collect) {
    collected_ = Buffer<std::uint16_t>(chunk_words * 4 + simd::padding_bytes);
  }
}

LevelState LevelPass::fresh_state() const {
  LevelState state;
  state.count.assign(shape_.levels(), 0);
  return state;
}

void LevelPass::reset(LevelState& state) const {
  state.fields = state.sum = state.upper_half = 0;
  if (method_ == Method::few_pixels) {
    for (const std::uint32_t level : state.present) state.count[level] = 0;
    state.present.clear();
    return;
  }
  const auto begin = state.count.begin();
  std::fill(begin, begin + windows_.low, 0u);
  std::fill(begin + windows_.middle_begin, begin + windows_.middle_end, 0u);
  std::fill(begin + std::max(windows_.low, windows_.high), state.count.end(), 0u);
}

void LevelPass::add(const std::uint32_t* words, std::size_t padded, LevelState& state) {
  switch (method_) {
    case Method::ones: {
      const std::uint64_t ones = simd::count_ones(words, padded);
      state.fields += padded * 32;
      state.sum += ones;
      state.upper_half += ones;
      state.count[1] += static_cast<std::uint32_t>(ones);
      state.count[0] += static_cast<std::uint32_t>(padded * 32 - ones);
      return;
    }
    case Method::pairs: {
      const simd::PairBits bits = simd::count_pair_bits(words, padded);
      state.fields += padded * 16;
      state.sum += 2 * bits.high + bits.low;
      state.upper_half += bits.high;
      state.count[3] += static_cast<std::uint32_t>(bits.both);
      state.count[2] += static_cast<std::uint32_t>(bits.high - bits.both);
      state.count[1] += static_cast<std::uint32_t>(bits.low - bits.both);
      state.count[0] +=
          static_cast<std::uint32_t>(padded * 16 - bits.high - bits.low + bits.both);
      return;
    }
    default: break;
  }
  if (shape_.b == 8) {
    add_levels(reinterpret_cast<const std::uint8_t*>(words), padded * 4, state);
  } else if (shape_.b == 16) {
    add_levels(reinterpret_cast<const std::uint16_t*>(words), padded * 2, state);
  } else if (shape_.b < 8) {
    auto* const bytes = reinterpret_cast<std::uint8_t*>(expanded_.data());
    add_levels(bytes, simd::expand_bytes(words, padded, shape_.b, bytes), state);
  } else {
    std::uint16_t* const halves = expanded_.data();
    add_levels(halves, simd::expand_halves(words, padded, shape_.b, halves), state);
  }
}

template <class Level>
void LevelPass::add_levels(const Level* levels, std::size_t count, LevelState& state) {
  state.fields += count;
  state.sum += simd::sum(levels, count);
  if (upper_half_) {
    state.upper_half +=
        simd::count_at_least(levels, count, static_cast<Level>(shape_.levels() / 2));
  }
  switch (method_) {
    case Method::each_level:
      for (const std::uint32_t level : compared_) {
        state.count[level] += static_cast<std::uint32_t>(
            simd::count_equal(levels, count, static_cast<Level>(level)));
      }
      return;
    case Method::every_pixel:
      for (std::size_t i = 0; i < count; ++i) ++state.count[levels[i]];
      return;
    case Method::few_pixels:
      for (std::size_t i = 0; i < count; ++i) {
        if (state.count[levels[i]]++ == 0) state.present.push_back(levels[i]);
      }
      return;
    default: break;
  }
  if constexpr (sizeof(Level) == sizeof(std::uint16_t)) collect(levels, count, state);
}

void LevelPass::collect(const std::uint16_t* levels, std::size_t count, LevelState& state) {
  const simd::Windows16 windows{static_cast<std::uint16_t>(windows_.low),
                                static_cast<std::uint16_t>(windows_.high - 1),
                                static_cast<std::uint16_t>(windows_.middle_begin),
                                static_cast<std::uint16_t>(windows_.middle_end)};
  std::uint16_t* const found = collected_.data();
  const std::size_t hits = simd::collect(levels, count, windows, found);
  for (std::size_t i = 0; i < hits; ++i) ++state.count[found[i]];
}

LevelCounts LevelPass::finish(LevelState& state, std::uint64_t pixels) const {
  state.count[0] -= static_cast<std::uint32_t>(state.fields - pixels);
  LevelCounts counts;
  counts.pixels = pixels;
  counts.sum = state.sum;
  counts.upper_half = state.upper_half;
  counts.levels = shape_.levels();
  counts.windows = windows_;
  counts.count = state.count.data();
  if (method_ == Method::few_pixels) {
    std::sort(state.present.begin(), state.present.end());
    counts.present = state.present.data();
    counts.present_count = static_cast<std::uint32_t>(state.present.size());
  }
  return counts;
}

}  // namespace brink
