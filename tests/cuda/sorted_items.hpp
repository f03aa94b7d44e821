// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <vector>

#include "tests/cuda/cost_rules.hpp"
#include "tests/cuda/pixels.hpp"

namespace brink {

/// Both ends of the relaxation of docs/spec/classes.md#distances.
struct QuadBracket {
  Quad lower, upper;
};

/// The relaxation as the specification describes it. All items (pixel, j-th step), or whole
/// pixels for p < 1, are sorted by gain over cost, with the larger gain per step first among
/// ties. They are taken until the goal is reached. A fraction of the last item bounds the cost
/// from below (rounded up where p is an integer); the whole of the last item bounds it from
/// above.
class SortedItems {
 public:
  SortedItems(const std::vector<Pixel>& pixels, double p) : integer_(p == std::floor(p)) {
    for (const Pixel& pixel : pixels) {
      if (p < 1 && pixel.cap > 0) {
        items_.push_back(
            {pixel.weight, std::uint64_t{pixel.weight} * pixel.cap, pixel_cost(p, pixel.cap), 0});
      }
      for (std::uint32_t j = 1; p >= 1 && j <= pixel.cap; ++j) {
        items_.push_back({pixel.weight, pixel.weight, pixel_cost(p, j) - pixel_cost(p, j - 1), 0});
      }
    }
    for (Item& item : items_) item.ratio = item.cost / item.gain;
    std::sort(items_.begin(), items_.end(), before);
  }

  QuadBracket solve(std::uint64_t goal) const {
    std::uint64_t left = goal;
    Quad cost = 0;
    for (const Item& item : items_) {
      if (item.gain < left) {
        left -= item.gain;
        cost += item.cost;
        continue;
      }
      const Quad lower = cost + item.cost * left / item.gain;
      return {integer_ ? rounded_up(lower) : lower, cost + item.cost};
    }
    return {0, 0};
  }

 private:
  struct Item {
    std::uint32_t weight;
    std::uint64_t gain;
    Quad cost, ratio;
  };
  static constexpr double tie = 1e-28;  // relative; different ratios differ by far more

  static bool before(const Item& a, const Item& b) {
    if (abs(a.ratio - b.ratio) > tie * a.ratio) return a.ratio < b.ratio;
    return a.weight > b.weight;
  }
  static Quad rounded_up(const Quad& value) { return ceil(value * (1 - Quad(tie))); }

  bool integer_;
  std::vector<Item> items_;
};

}  // namespace brink
