// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/cpu/draw/wide_counts.hpp"

#include <algorithm>

#include "host/sampler/cap_windows.hpp"

namespace brink {

WideCounts::WideCounts(Shape shape, std::uint64_t pixels)
    : shape_(shape), pixels_(pixels), listed_(counts_listed(shape, pixels)) {}

LevelCounts WideCounts::empty() const {
  LevelCounts counts;
  counts.pixels = pixels_;
  counts.levels = shape_.levels();
  return counts;
}

LevelCounts WideCounts::of(const RefinedGroup& group) {
  LevelCounts counts = empty();
  counts.windows = group.windows();
  counts.sum = group.totals().sum;
  counts.upper_half = group.totals().upper_half;
  if (listed_) {
    list_ = group.listed();
    counts.present_count = static_cast<std::uint32_t>(list_.size());
    list_.resize(std::max<std::size_t>(list_.size(), ListSink::most(pixels_)));
    counts.present = list_.data();
    return counts;
  }
  count_.assign(shape_.levels(), 0);
  group.each([&](std::uint32_t level, std::uint32_t pixels) { count_[level] += pixels; });
  counts.count = count_.data();
  return counts;
}

GroupedCounts WideGroups::of(const std::vector<RefinedGroup>& groups) {
  GroupedCounts counts;
  counts.classes = classes_;
  counts.levels = shape_.levels();
  windows_.clear();
  caps_.clear();
  for (std::size_t c = 0; c < groups.size(); ++c) {
    windows_.push_back({groups[c].windows().low, groups[c].windows().high});
    caps_.push_back(groups[c].totals().sum);
    counts.reach += caps_[c] * classes_.weight[c];
  }
  count_.assign(place(windows_, shape_.levels()), 0);
  for (std::size_t c = 0; c < groups.size(); ++c) {
    const CapWindows& own = windows_[c];
    const CountSink sink(count_.data() + own.first, {own.low, 0, 0, own.high});
    groups[c].each([&](std::uint32_t cap, std::uint32_t pixels) { sink.at(cap) += pixels; });
  }
  counts.windows = windows_.data();
  counts.count = count_.data();
  counts.caps = caps_.data();
  return counts;
}

}  // namespace brink
