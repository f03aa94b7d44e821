// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "cuda/costs.hpp"
#include "cuda/hd.hpp"

namespace brink {

/// Changes of one pixel by `larger` steps or, if `smaller` > 0, of two by `larger` and `smaller`.
template <class Costs>
struct StepClass {
  std::uint32_t larger = 0;
  std::uint32_t smaller = 0;
  typename Costs::Value cost = Costs::whole(0);
};

/// Goes through all changes of one pixel, or of one and two pixels, in the order of their cost at
/// a finite p. Among equal costs, fewer smaller steps come first, then fewer larger steps.
template <class Costs>
class StepClasses {
 public:
  BRINK_HD StepClasses(const Costs& costs, std::uint32_t most_steps, bool two_pixels)
      : costs_(costs), most_steps_(most_steps), two_pixels_(two_pixels) {}

  /// Returns false once all classes were visited.
  BRINK_HD bool next(StepClass<Costs>& current) const {
    bool found = false;
    StepClass<Costs> best;
    for (std::uint32_t smaller = 0; smaller <= (two_pixels_ ? most_steps_ : 0); ++smaller) {
      if (found && compare(of(smaller, smaller), best) > 0) break;
      StepClass<Costs> candidate;
      if (!first_after(current, smaller, candidate)) continue;
      if (!found || compare(candidate, best) < 0) best = candidate;
      found = true;
    }
    if (found) current = best;
    return found;
  }

 private:
  BRINK_HD StepClass<Costs> of(std::uint32_t larger, std::uint32_t smaller) const {
    return {larger, smaller, costs_.power(larger) + costs_.power(smaller)};
  }
  BRINK_HD static int compare(const StepClass<Costs>& a, const StepClass<Costs>& b) {
    const int by_cost = Costs::compare(a.cost, 1, b.cost, 1);
    if (by_cost != 0) return by_cost;
    if (a.smaller != b.smaller) return a.smaller < b.smaller ? -1 : 1;
    return a.larger < b.larger ? -1 : a.larger > b.larger ? 1 : 0;
  }

  /// Finds by bisection the first class behind `current` that has these smaller steps. Bisection
  /// works because more larger steps never cost less.
  BRINK_HD bool first_after(const StepClass<Costs>& current, std::uint32_t smaller,
                            StepClass<Costs>& found) const {
    std::uint32_t low = smaller == 0 ? 1 : smaller;
    std::uint32_t high = most_steps_ + 1;
    while (low < high) {
      const std::uint32_t middle = low + (high - low) / 2;
      if (compare(of(middle, smaller), current) > 0) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    if (low > most_steps_) return false;
    found = of(low, smaller);
    return true;
  }

  const Costs& costs_;
  std::uint32_t most_steps_;
  bool two_pixels_;
};

}  // namespace brink
