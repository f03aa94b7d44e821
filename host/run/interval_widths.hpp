// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <algorithm>
#include <limits>

#include "cuda/shape.hpp"
#include "host/config/config.hpp"
#include "host/result/results.hpp"

namespace brink {

/// The narrowest and the widest of some intervals.
struct WidthRange {
  double narrowest = std::numeric_limits<double>::infinity();
  double widest = -1;

  bool empty() const { return widest < narrowest; }
  void add(double width) {
    narrowest = std::min(narrowest, width);
    widest = std::max(widest, width);
  }
  void add(const WidthRange& other) {
    if (other.empty()) return;
    add(other.narrowest);
    add(other.widest);
  }
};

/// The widths of the intervals of a cell's moved fractions, over every p and radius. Empty where
/// there is nothing to measure, because no image is in the class.
WidthRange interval_widths(const Config& config, Shape shape, const CellResult& cell);

}  // namespace brink
