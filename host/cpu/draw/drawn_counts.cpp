// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/cpu/draw/drawn_counts.hpp"

#include <algorithm>
#include <utility>

#include "host/sampler/binomial_hat.hpp"
#include "host/sampler/cap_windows.hpp"

namespace brink {
namespace {

LevelWindows level_windows(const CapWindows& windows) { return {windows.low, 0, 0, windows.high}; }

}  // namespace

DrawnLevels::DrawnLevels(Shape shape, std::uint64_t key, std::uint64_t pixels,
                         const LevelWindows& windows, bool sum)
    : shape_(shape),
      hat_(binomial_hat()),
      words_(shape, key),
      pixels_(pixels),
      windows_(windows),
      sum_(sum),
      listed_(counts_listed(shape, pixels)),
      wide_(shape, pixels) {
  if (listed_) {
    list_.resize(ListSink::most(pixels));
  } else {
    count_.resize(CountSink::places(windows, shape.levels()));
  }
}

LevelCounts DrawnLevels::draw(std::uint64_t image) {
  image_ = image;
  refined_.reset();
  words_.start(image);
  LevelCounts counts = wide_.empty();
  counts.windows = windows_;
  std::uint32_t scratch[walk_words];
  WalkTotals totals;
  const auto walk = [&](auto& sink) {
    totals = walk_levels(hat_, shape_.b, static_cast<std::uint32_t>(pixels_), windows_, words_,
                         scratch, 1, sink);
  };
  if (listed_) {
    ListSink sink{list_.data()};
    walk(sink);
    counts.present = list_.data();
    counts.present_count = sink.size;
  } else {
    std::fill(count_.begin(), count_.end(), 0u);
    CountSink sink(count_.data(), windows_);
    walk(sink);
    counts.count = count_.data();
    counts.middle_shift = sink.middle_shift;
    counts.high_shift = sink.high_shift;
  }
  counts.sum = totals.sum;
  counts.upper_half = totals.upper_half;
  if (sum_) {
    counts.sum += draw_shared_bits(hat_, shape_.b, scratch, 1, words_,
                                   [](std::uint32_t, std::uint32_t, std::uint32_t) {});
  }
  return counts;
}

LevelCounts DrawnLevels::widen() {
  if (!refined_) {
    words_.start(image_);
    refined_.emplace(hat_, shape_, pixels_, windows_, sum_, words_);
  }
  refined_->widen(widened(refined_->windows(), shape_.levels(), false), words_);
  return wide_.of(*refined_);
}

DrawnWeights::DrawnWeights(Shape shape, std::uint64_t key, const WeightClasses& classes,
                           std::vector<CapWindows> windows)
    : shape_(shape),
      hat_(binomial_hat()),
      words_(shape, key),
      classes_(classes),
      windows_(std::move(windows)),
      caps_(classes.classes),
      wide_(shape, classes) {}

GroupedCounts DrawnWeights::draw(std::uint64_t image) {
  image_ = image;
  refined_.clear();
  words_.start(image);
  GroupedCounts counts;
  counts.classes = classes_;
  counts.levels = shape_.levels();
  counts.windows = windows_.data();
  counts.caps = caps_.data();
  count_.assign(
      windows_.empty() ? 0 : windows_.back().first + windows_.back().size(shape_.levels()), 0);
  std::uint32_t scratch[walk_words];
  for (std::uint32_t c = 0; c < classes_.classes; ++c) {
    const CapWindows& own = windows_[c];
    CountSink sink(count_.data() + own.first, level_windows(own));
    caps_[c] = walk_levels(hat_, shape_.b, static_cast<std::uint32_t>(classes_.size[c]),
                           level_windows(own), words_, scratch, 1, sink)
                   .sum;
    caps_[c] += draw_shared_bits(hat_, shape_.b, scratch, 1, words_,
                                 [](std::uint32_t, std::uint32_t, std::uint32_t) {});
    counts.reach += caps_[c] * classes_.weight[c];
  }
  counts.count = count_.data();
  return counts;
}

GroupedCounts DrawnWeights::widen() {
  if (refined_.empty()) {
    words_.start(image_);
    for (std::uint32_t c = 0; c < classes_.classes; ++c) {
      refined_.emplace_back(hat_, shape_, classes_.size[c], level_windows(windows_[c]), true,
                            words_);
    }
  }
  for (std::uint32_t c = 0; c < classes_.classes; ++c) {
    refined_[c].widen(widened(refined_[c].windows(), shape_.levels(), true), words_);
  }
  return wide_.of(refined_);
}

}  // namespace brink
