// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <random>
#include <vector>

#include "cuda/level_counts.hpp"
#include "cuda/weighted_counts.hpp"

namespace brink {

/// A pixel of a half-space: |w| > 0, and the steps it can take.
struct Pixel {
  std::uint32_t weight;
  std::uint32_t cap;
};

inline std::uint64_t reach_of(const std::vector<Pixel>& pixels) {
  std::uint64_t reach = 0;
  for (const Pixel& pixel : pixels) reach += std::uint64_t{pixel.weight} * pixel.cap;
  return reach;
}

/// Whether the solvers look at every level, or only at those that occur, with counts or in a list
/// of all pixels.
enum class Visit { every_level, present_levels, listed_pixels };

/// LevelCounts of the caps of some pixels, whatever their weights.
class CountedLevels {
 public:
  CountedLevels(std::uint32_t levels, const std::vector<Pixel>& pixels, Visit visit)
      : count_(levels) {
    counts_.pixels = pixels.size();
    counts_.levels = levels;
    for (const Pixel& pixel : pixels) {
      ++count_[pixel.cap];
      counts_.sum += pixel.cap;
      if (pixel.cap >= levels / 2) ++counts_.upper_half;
    }
    for (std::uint32_t level = 0; level < levels; ++level) {
      if (count_[level] > 0) present_.push_back(level);
    }
    counts_.count = count_.data();
    counts_.windows = LevelWindows::all(levels);
    if (visit == Visit::listed_pixels) {
      present_.clear();
      for (const Pixel& pixel : pixels) present_.push_back(pixel.cap);
      std::sort(present_.begin(), present_.end());
      counts_.count = nullptr;
    }
    if (visit != Visit::every_level) {
      counts_.present = present_.data();
      counts_.present_count = static_cast<std::uint32_t>(present_.size());
    }
  }
  CountedLevels(const CountedLevels&) = delete;

  const LevelCounts& get() const { return counts_; }
  /// The same counts, as if only those in the windows were known.
  LevelCounts within(LevelWindows windows) {
    constexpr std::uint32_t nonsense = 1000003;  // must not be read
    narrowed_ = count_;
    LevelCounts narrowed = counts_;
    narrowed.windows = windows;
    for (std::uint32_t level = 0; level < counts_.levels; ++level) {
      if (!windows.contains(level)) narrowed_[level] = nonsense;
    }
    narrowed.count = narrowed_.data();
    return narrowed;
  }
  /// The counts in the windows, which do not overlap, one window after another.
  LevelCounts without_gaps(LevelWindows windows) {
    narrowed_.clear();
    LevelCounts narrowed = counts_;
    narrowed.windows = windows;
    for (std::uint32_t level = 0; level < counts_.levels; ++level) {
      if (windows.contains(level)) narrowed_.push_back(count_[level]);
    }
    narrowed.count = narrowed_.data();
    narrowed.middle_shift = windows.middle_begin - windows.low;
    narrowed.high_shift = windows.high - windows.low - (windows.middle_end - windows.middle_begin);
    return narrowed;
  }

 private:
  std::vector<std::uint32_t> count_, present_, narrowed_;
  LevelCounts counts_;
};

/// WeightedCounts of some pixels. The classes are the weights that occur.
class CountedPixels {
 public:
  CountedPixels(std::uint32_t levels, const std::vector<Pixel>& pixels, Visit visit) {
    std::map<std::uint32_t, std::uint64_t> sizes;
    for (const Pixel& pixel : pixels) ++sizes[pixel.weight];
    for (const auto& [weight, size] : sizes) {
      weight_.push_back(weight);
      size_.push_back(size);
    }
    count_.resize(weight_.size() * levels);
    for (const Pixel& pixel : pixels) {
      const auto place = std::lower_bound(weight_.begin(), weight_.end(), pixel.weight);
      ++count_[static_cast<std::size_t>(place - weight_.begin()) * levels + pixel.cap];
    }
    for (std::uint32_t pair = 0; pair < count_.size(); ++pair) {
      if (pair % levels == 0) begin_.push_back(static_cast<std::uint32_t>(present_.size()));
      if (count_[pair] > 0) present_.push_back(pair);
    }
    begin_.push_back(static_cast<std::uint32_t>(present_.size()));
    counts_.classes = {static_cast<std::uint32_t>(weight_.size()), weight_.data(), size_.data()};
    counts_.levels = levels;
    counts_.reach = reach_of(pixels);
    counts_.count = count_.data();
    if (visit == Visit::present_levels) {
      counts_.present = present_.data();
      counts_.present_begin = begin_.data();
    }
  }
  CountedPixels(const CountedPixels&) = delete;

  const WeightedCounts& get() const { return counts_; }
  /// The same counts, as if only those in the windows were known.
  WeightedCounts within(WeightedWindows windows) {
    constexpr std::uint32_t nonsense = 1000003;  // must not be read
    narrowed_ = count_;
    WeightedCounts narrowed = counts_;
    narrowed.windows = windows;
    for (std::uint32_t pair = 0; pair < narrowed_.size(); ++pair) {
      if (!narrowed.known(pair / counts_.levels, pair % counts_.levels)) narrowed_[pair] = nonsense;
    }
    narrowed.count = narrowed_.data();
    return narrowed;
  }

 private:
  std::vector<std::uint32_t> weight_, count_, present_, begin_, narrowed_;
  std::vector<std::uint64_t> size_;
  WeightedCounts counts_;
};

/// Pixels of random weights up to `most_weight` and random caps below `levels`,
/// at least one of which can move.
inline std::vector<Pixel> random_pixels(std::mt19937& random, std::size_t count,
                                        std::uint32_t levels, std::uint32_t most_weight) {
  std::vector<Pixel> pixels(count);
  do {
    for (Pixel& pixel : pixels) {
      pixel.weight = 1 + static_cast<std::uint32_t>(random()) % most_weight;
      pixel.cap = static_cast<std::uint32_t>(random()) % levels;
    }
  } while (reach_of(pixels) == 0);
  return pixels;
}

}  // namespace brink
