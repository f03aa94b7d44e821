// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <type_traits>

#include "cuda/classifier/hash/few_pixel_search.hpp"
#include "cuda/classifier/hash/many_pixel_search.hpp"
#include "cuda/classifier/whole_image.hpp"

namespace brink {

/// How many images the search for the nearest image outside a hash class tries. Each is outside
/// with probability 1/2, so all of them are inside once in 2^4096 images.
inline constexpr std::uint32_t hash_search_budget = 4096;

/// Brackets the least cost of leaving a hash class, by trying images in the order of their cost:
/// at p = inf all images, at other p those that differ in one or two pixels. The first image
/// outside is the nearest, unless a change of three pixels, which costs 3 or more, would be
/// cheaper. The lower end is the least cost that was not excluded. The upper end is the cost of
/// an image that was seen outside: the one found or, if none was, the negative.
template <class Costs>
class HashSearch {
 public:
  BRINK_HD HashSearch(const HashedImage& image, const Costs& costs, Norm norm, std::uint32_t budget,
                      std::uint16_t* witness)
      : image_(image), costs_(costs), norm_(norm), budget_(budget), witness_(witness) {}

  BRINK_HD CostBracket solve() {
    copy_levels(image_, witness_);
    return norm_.kind() == Norm::Kind::infinity ? any_pixels() : few_pixels();
  }

 private:
  using Value = typename Costs::Value;

  BRINK_HD CostBracket any_pixels() {
    ManyPixelSearch search(image_, budget_);
    std::uint32_t steps = 1;
    for (; steps <= image_.shape.top_level(); ++steps) {
      if (search.find(steps)) {
        if (witness_ != nullptr) search.write(witness_);
        return {Costs::key(costs_.whole(steps)), Costs::key(costs_.whole(steps))};
      }
      if (budget_.spent()) break;
    }
    return to_negative(costs_.whole(steps));
  }

  BRINK_HD CostBracket few_pixels() {
    constexpr std::uint64_t untried_pixels = 3;
    const bool others = image_.shape.pixels() >= untried_pixels;
    const Value cost_of_others = costs_.times(costs_.power(1), untried_pixels);
    const StepClasses<Costs> classes(costs_, image_.shape.top_level(), image_.shape.pixels() > 1);
    FewPixelSearch search(image_, budget_, witness_);
    StepClass<Costs> steps;
    while (classes.next(steps)) {
      const bool found = search.find(steps.larger, steps.smaller);
      if (!found && !budget_.spent()) continue;
      const bool open = others && Costs::compare(cost_of_others, 1, steps.cost, 1) < 0;
      const Value lower = open ? cost_of_others : steps.cost;
      if (!found || (open && Costs::compare(cost_of_negative(), 1, steps.cost, 1) < 0)) {
        return to_negative(lower);
      }
      return {Costs::key(lower), Costs::key(steps.cost)};
    }
    return to_negative(cost_of_others);
  }

  BRINK_HD std::uint32_t negative_of(std::uint64_t pixel) const {
    return image_.shape.top_level() - image_.level[pixel];
  }
  BRINK_HD Value cost_of_negative() const {
    Value sum = Costs::whole(0);
    std::uint32_t largest = 0;
    for (std::uint64_t i = 0; i < image_.shape.pixels(); ++i) {
      const std::uint32_t own = image_.level[i];
      const std::uint32_t other = negative_of(i);
      const std::uint32_t steps = own < other ? other - own : own - other;
      sum = sum + costs_.power(steps);
      if (steps > largest) largest = steps;
    }
    return norm_.kind() == Norm::Kind::infinity ? Costs::whole(largest) : sum;
  }
  /// The bracket from a cost that is not excluded up to the cost of the negative. The negative is
  /// outside because the image is inside.
  BRINK_HD CostBracket to_negative(Value lower) const {
    if (witness_ != nullptr) {
      for (std::uint64_t i = 0; i < image_.shape.pixels(); ++i) {
        witness_[i] = static_cast<std::uint16_t>(negative_of(i));
      }
    }
    return {Costs::key(lower), Costs::key(cost_of_negative())};
  }

  const HashedImage& image_;
  const Costs& costs_;
  Norm norm_;
  Budget budget_;
  std::uint16_t* witness_;
};

/// See HashSearch. `image` must be inside. A `witness` that is not null receives N levels.
BRINK_HD inline Solved solve_hash_search(const HashedImage& image, const CostRule& rule,
                                         std::uint32_t budget, std::uint16_t* witness) {
  return rule.with_costs([&](const auto& costs) {
    HashSearch<std::decay_t<decltype(costs)>> search(image, costs, rule.norm, budget, witness);
    return Solved{search.solve(), true};
  });
}

}  // namespace brink
