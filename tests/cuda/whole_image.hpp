// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <bit>
#include <cstdint>
#include <vector>

#include "cuda/classifier/whole_image.hpp"
#include "tests/cuda/cost_rules.hpp"
#include "tests/cuda/distance_transform.hpp"

namespace brink {

/// A cost of the tally as a number.
inline double cost_value(const CostRule& rule, std::uint64_t key) {
  return rule.real ? std::bit_cast<double>(key) : static_cast<double>(key);
}

/// The cost of going from one image to another as the tally keeps it, from the definition.
inline std::uint64_t key_between(const TestRule& rule, const std::vector<std::uint16_t>& from,
                                 const std::vector<std::uint16_t>& to) {
  const double p = rule.get().norm.p;
  Quad cost = 0;
  for (std::size_t i = 0; i < from.size(); ++i) {
    const Quad step = pixel_cost(p, static_cast<std::uint32_t>(std::abs(from[i] - to[i])));
    cost = std::isinf(p) ? std::max(cost, step) : Quad(cost + step);
  }
  return rule.key(cost);
}

/// Image x of a tiny space, see distance_transform.
inline std::vector<std::uint16_t> tiny_image(const Shape& shape, std::size_t x) {
  std::vector<std::uint16_t> image(shape.pixels());
  for (std::uint64_t i = 0; i < image.size(); ++i) {
    image[i] = static_cast<std::uint16_t>((x >> (shape.b * i)) & shape.top_level());
  }
  return image;
}

/// A class that sees images whole, at one shape, with its scratch memory.
template <class Classifier>
class WholeImageClass {
 public:
  explicit WholeImageClass(const CellPlan& plan)
      : plan_(plan), scratch_(Classifier::scratch_words(plan)) {}

  bool inside(const std::vector<std::uint16_t>& image) {
    score_ = Classifier::score(plan_, image.data(), scratch_.data());
    return Classifier::inside(plan_, score_);
  }
  std::int64_t score() const { return score_; }

  /// The bracket for the image that inside() saw last. Checks that its witness is an image of
  /// levels below q, outside the class, at exactly the upper cost.
  CostBracket cost(const std::vector<std::uint16_t>& image, const TestRule& rule) {
    const Solved solved =
        Classifier::cost(plan_, image.data(), score_, rule.get(), scratch_.data(), nullptr);
    EXPECT_TRUE(solved.known);
    constexpr std::uint16_t not_a_level = 0xffff;
    std::vector<std::uint16_t> witness(image.size(), not_a_level);
    const Solved again =
        Classifier::cost(plan_, image.data(), score_, rule.get(), scratch_.data(), witness.data());
    EXPECT_EQ(again.cost.lower, solved.cost.lower);
    EXPECT_EQ(again.cost.upper, solved.cost.upper);
    expect_witness(image, witness, rule, solved.cost.upper);
    return solved.cost;
  }

 private:
  void expect_witness(const std::vector<std::uint16_t>& image,
                      const std::vector<std::uint16_t>& witness, const TestRule& rule,
                      std::uint64_t upper) const {
    for (const std::uint16_t level : witness) EXPECT_LE(level, plan_.shape.top_level());
    EXPECT_EQ(key_between(rule, image, witness), upper) << "p=" << rule.get().norm.p;
    std::vector<std::uint64_t> scratch(scratch_.size());
    EXPECT_FALSE(
        Classifier::inside(plan_, Classifier::score(plan_, witness.data(), scratch.data())));
  }

  CellPlan plan_;
  std::vector<std::uint64_t> scratch_;
  std::int64_t score_ = 0;
};

/// Counts of the comparison with true distances: all distances, those that are bracketed, and
/// those whose upper end is the true distance.
struct HeldDistances {
  std::uint64_t images = 0;
  std::uint64_t open = 0;
  std::uint64_t reached = 0;
};

/// Compares every distance of a tiny space, at most 18 bits, with the true one. It must be equal
/// where the two ends agree, and between the ends elsewhere. The ends must agree wherever the
/// class says that its distances are not bracketed.
template <class Classifier>
HeldDistances hold_to_the_truth(const CellPlan& plan, double p) {
  constexpr double rounding = 1e-12;  // of the sums of doubles
  const Shape& shape = plan.shape;
  const TestRule rule(p, shape.levels());
  WholeImageClass<Classifier> made(plan);
  std::vector<bool> inside(std::size_t{1} << (shape.b * shape.pixels()));
  for (std::size_t x = 0; x < inside.size(); ++x) inside[x] = made.inside(tiny_image(shape, x));
  const std::vector<double> truth = distance_transform(shape, inside, p);
  HeldDistances held;
  for (std::size_t x = 0; x < inside.size(); ++x) {
    if (!inside[x]) continue;
    const auto image = tiny_image(shape, x);
    made.inside(image);
    const CostBracket cost = made.cost(image, rule);
    EXPECT_LE(cost_value(rule.get(), cost.lower), truth[x] * (1 + rounding)) << "image " << x;
    EXPECT_GE(cost_value(rule.get(), cost.upper), truth[x] * (1 - rounding)) << "image " << x;
    if (!Classifier::bracketed(plan, rule.get().norm)) {
      EXPECT_EQ(cost.lower, cost.upper) << "image " << x;
    }
    ++held.images;
    if (cost.lower != cost.upper) ++held.open;
    if (cost_value(rule.get(), cost.upper) <= truth[x] * (1 + rounding)) ++held.reached;
    if (testing::Test::HasFailure()) break;
  }
  return held;
}

}  // namespace brink
