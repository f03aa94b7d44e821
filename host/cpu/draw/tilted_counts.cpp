// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/cpu/draw/tilted_counts.hpp"

#include <utility>

#include "host/sampler/binomial_hat.hpp"

namespace brink {

TiltedLevels::TiltedLevels(Shape shape, std::uint64_t key, std::uint64_t pixels,
                           const LevelWindows& windows, TiltedView view,
                           std::shared_ptr<const Tilt> tilt)
    : shape_(shape),
      hat_(binomial_hat()),
      words_(shape, key),
      pixels_(pixels),
      windows_(windows),
      view_(view),
      tilt_(std::move(tilt)),
      ones_(tilt_->bits.size()),
      wide_(shape, pixels) {}

bool TiltedLevels::draw(std::uint64_t image) {
  refined_.reset();
  words_.start(image);
  return tilt_->draw(hat_, words_, ones_);
}

RefinedGroup TiltedLevels::refined() const {
  if (view_ == TiltedView::top_bits) return {hat_, shape_, pixels_, ones_.front()};
  return {hat_, shape_, pixels_, tilt_->bits.data(), ones_.data()};
}

LevelCounts TiltedLevels::widen() {
  if (view_ == TiltedView::agreeing) {
    LevelCounts counts = wide_.empty();
    counts.windows = windows_;
    counts.count = ones_.data();
    return counts;
  }
  if (shape_.b == 1) return two_level_counts(pixels_, ones_.front(), two_counts_);
  const bool first = !refined_;
  if (first) refined_.emplace(refined());
  refined_->widen(first ? windows_ : widened(refined_->windows(), shape_.levels(), false), words_);
  return wide_.of(*refined_);
}

TiltedWeights::TiltedWeights(Shape shape, std::uint64_t key, const WeightClasses& classes,
                             std::vector<CapWindows> windows, std::shared_ptr<const Tilt> tilt)
    : shape_(shape),
      hat_(binomial_hat()),
      words_(shape, key),
      classes_(classes),
      windows_(std::move(windows)),
      tilt_(std::move(tilt)),
      ones_(tilt_->bits.size()),
      wide_(shape, classes) {}

bool TiltedWeights::draw(std::uint64_t image) {
  refined_.clear();
  words_.start(image);
  return tilt_->draw(hat_, words_, ones_);
}

GroupedCounts TiltedWeights::widen() {
  const bool first = refined_.empty();
  for (std::uint32_t c = 0; c < classes_.classes; ++c) {
    if (first) {
      const std::size_t place = std::size_t{c} * shape_.b;
      refined_.emplace_back(hat_, shape_, classes_.size[c], tilt_->bits.data() + place,
                            ones_.data() + place);
    }
    const LevelWindows wider = first ? LevelWindows{windows_[c].low, 0, 0, windows_[c].high}
                                     : widened(refined_[c].windows(), shape_.levels(), true);
    refined_[c].widen(wider, words_);
  }
  return wide_.of(refined_);
}

}  // namespace brink
