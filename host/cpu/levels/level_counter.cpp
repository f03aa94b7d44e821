// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/cpu/levels/level_counter.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "host/cpu/draw/chunk.hpp"
#include "host/cpu/levels/level_windows.hpp"

namespace brink {
namespace {

// With more levels than this, counting every pixel by itself (about a cycle each) is quicker than
// one vector comparison per level and vector.
constexpr std::uint32_t most_compared_levels = 16;
// Beyond 8 bits, where levels take two bytes, the pass compares with one level only. It looks for
// more levels in the words that have extreme levels, as long as these are few.
constexpr std::uint32_t deep = 9;
constexpr std::uint32_t most_compared_deep_levels = 1;
constexpr double most_extreme_words = 0.6;  // skipping the others costs next to nothing

/// The bits by which simd::extreme_words decides that a word has no level in the windows.
struct ExtremeBits {
  std::uint32_t lowest, highest;

  ExtremeBits(const LevelWindows& windows, const Shape& shape) {
    const bool middle = windows.middle_end > windows.middle_begin;
    const std::uint32_t half = shape.levels() / 2;
    const std::uint32_t farthest =
        std::max({windows.low, shape.levels() - windows.high,
                  middle ? std::max(windows.middle_end - half, half - windows.middle_begin) : 0});
    lowest = static_cast<std::uint32_t>(std::bit_width(std::max(1u, farthest) - 1));
    highest = middle ? shape.b - 2 : shape.b - 1;
  }
  /// The share of random words that have such a level.
  double share(const Shape& shape) const {
    if (lowest >= highest) return 1;
    const double of_levels = std::exp2(-static_cast<double>(highest - lowest));
    return 1 - std::pow(1 - of_levels, shape.pixels_per_word());
  }
};

}  // namespace

LevelCounter::LevelCounter(Shape shape, LevelWindows wanted, simd::Totals totals,
                           std::uint64_t counting)
    : shape_(shape),
      windows_(closed(wanted, shape.levels())),
      totals_(totals),
      part_(~std::uint64_t{0}) {
  const std::uint32_t levels = shape.levels();
  const std::uint32_t wanted_levels = levels_in(wanted, levels);
  if (shape.b == 1) {
    method_ = Method::ones;
    windows_ = LevelWindows::all(levels);
  } else if (shape.b == 2) {
    method_ = Method::pairs;
    choose_part(counting);
    if (!partial_) windows_ = LevelWindows::all(levels);
  } else if (wanted_levels <=
                 (shape.b >= deep ? most_compared_deep_levels : most_compared_levels) ||
             levels <= most_compared_levels) {
    method_ = Method::each_level;
    choose_part(counting);
  } else if (shape.b >= deep && ExtremeBits(windows_, shape).share(shape) < most_extreme_words) {
    method_ = Method::extremes;
    const ExtremeBits bits(windows_, shape);
    lowest_bit_ = bits.lowest;
    highest_bit_ = bits.highest;
    words_ = Buffer<std::uint32_t>(chunk_words + simd::padding_words);
    levels_ = Buffer<std::uint32_t>(chunk_words * shape.pixels_per_word() + simd::padding_words);
  } else {
    method_ = shape.pixels() < levels / present_one_in ? Method::few_pixels : Method::every_pixel;
    windows_ = LevelWindows::all(levels);
  }
  if (method_ == Method::each_level) {
    for (std::uint32_t level = 0; level < levels; ++level) {
      if (windows_.contains(level)) compared_.push_back(static_cast<std::uint16_t>(level));
    }
    if (compared_.size() % 2 == 1) compared_.push_back(compared_.back());
  } else if (method_ == Method::every_pixel || method_ == Method::few_pixels) {
    // Unpacked, a word is at most 12 lanes of 8 bits (b = 3) or 4 of 16 (b = 9).
    constexpr std::size_t most_bytes_per_word = 12;
    lanes_ = Buffer<std::uint16_t>(chunk_words * most_bytes_per_word / sizeof(std::uint16_t) +
                                   simd::padding_bytes);
  }
}

void LevelCounter::choose_part(std::uint64_t counting) {
  const std::optional<std::uint64_t> part = counted_part(shape_, windows_, counting);
  partial_ = part.has_value();
  if (!partial_) return;
  const std::uint64_t vector_pixels = simd::padding_words * shape_.pixels_per_word();
  part_ = (*part + vector_pixels - 1) / vector_pixels * simd::padding_words;
}

LevelState LevelCounter::fresh_state() const {
  LevelState state;
  state.count.assign(shape_.levels(), 0);
  return state;
}

void LevelCounter::reset(LevelState& state) const {
  state.words = state.fields = state.sum = state.upper_half = 0;
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

void LevelCounter::add(const std::uint32_t* words, std::size_t padded, LevelState& state) {
  const std::size_t counted = counted_words(padded, state);
  state.words += padded;
  if (method_ == Method::ones) return add_ones(words, padded, state);
  if (method_ == Method::pairs) return add_pairs(words, padded, counted, state);
  const simd::LevelTotals totals = simd::sum_levels(words, padded, shape_.b, totals_);
  state.fields += method_ == Method::extremes ? padded * shape_.pixels_per_word() : totals.lanes;
  state.sum += totals.sum;
  state.upper_half += totals.upper_half;
  if (method_ == Method::each_level) {
    if (counted > 0) compare(words, counted, state);
  } else if (method_ == Method::extremes) {
    count_extremes(words, padded, state);
  } else if (shape_.b <= 8) {
    visit_every<std::uint8_t>(words, padded, state);
  } else {
    visit_every<std::uint16_t>(words, padded, state);
  }
}

/// The words of a chunk, padded, in which levels are still counted.
std::size_t LevelCounter::counted_words(std::size_t padded, const LevelState& state) const {
  if (state.words >= part_) return 0;
  return static_cast<std::size_t>(std::min<std::uint64_t>(padded, part_ - state.words));
}

void LevelCounter::add_ones(const std::uint32_t* words, std::size_t padded,
                            LevelState& state) const {
  const std::uint64_t ones = simd::count_ones(words, padded);
  state.fields += padded * 32;
  state.sum += ones;
  state.upper_half += ones;
  state.count[1] += static_cast<std::uint32_t>(ones);
  state.count[0] += static_cast<std::uint32_t>(padded * 32 - ones);
}

void LevelCounter::add_pairs(const std::uint32_t* words, std::size_t padded, std::size_t counted,
                             LevelState& state) const {
  const simd::PairBits bits = simd::count_pair_bits(words, padded);
  if (counted > 0) {
    const simd::PairBits of = counted == padded ? bits : simd::count_pair_bits(words, counted);
    const std::uint64_t both = simd::count_pairs(words, counted);
    state.count[3] += static_cast<std::uint32_t>(both);
    state.count[2] += static_cast<std::uint32_t>(of.high - both);
    state.count[1] += static_cast<std::uint32_t>(of.low - both);
    state.count[0] += static_cast<std::uint32_t>(counted * 16 - of.high - of.low + both);
  }
  state.fields += padded * 16;
  state.sum += 2 * bits.high + bits.low;
  state.upper_half += bits.high;
}

void LevelCounter::compare(const std::uint32_t* words, std::size_t padded,
                           LevelState& state) const {
  for (std::size_t i = 0; i < compared_.size(); i += 2) {
    std::uint64_t found[2];
    simd::count_levels(words, padded, shape_.b, &compared_[i], found);
    state.count[compared_[i]] += static_cast<std::uint32_t>(found[0]);
    if (compared_[i + 1] == compared_[i]) continue;
    state.count[compared_[i + 1]] += static_cast<std::uint32_t>(found[1]);
  }
}

void LevelCounter::count_extremes(const std::uint32_t* words, std::size_t padded,
                                  LevelState& state) {
  const std::size_t hits =
      simd::extreme_words(words, padded, shape_.b, lowest_bit_, highest_bit_, words_.data());
  const std::size_t levels =
      simd::levels_in_windows(words_.data(), hits, shape_.b, windows_, levels_.data());
  for (std::size_t i = 0; i < levels; ++i) ++state.count[levels_[i]];
}

template <class Level>
void LevelCounter::visit_every(const std::uint32_t* words, std::size_t padded, LevelState& state) {
  auto* const levels = reinterpret_cast<Level*>(lanes_.data());
  const std::size_t lanes = simd::expand_levels(words, padded, shape_.b, levels);
  if (method_ == Method::every_pixel) {
    for (std::size_t i = 0; i < lanes; ++i) ++state.count[levels[i]];
    return;
  }
  for (std::size_t i = 0; i < lanes; ++i) {
    if (state.count[levels[i]]++ == 0) state.present.push_back(levels[i]);
  }
}

LevelCounts LevelCounter::finish(LevelState& state, std::uint64_t pixels) const {
  state.count[0] -= static_cast<std::uint32_t>(state.fields - pixels);
  LevelCounts counts;
  counts.pixels = pixels;
  counts.sum = state.sum;
  counts.upper_half = state.upper_half;
  counts.levels = shape_.levels();
  counts.windows = windows_;
  counts.partial = partial_;
  counts.count = state.count.data();
  if (method_ == Method::few_pixels) {
    std::sort(state.present.begin(), state.present.end());
    counts.present = state.present.data();
    counts.present_count = static_cast<std::uint32_t>(state.present.size());
  }
  return counts;
}

}  // namespace brink
