// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/theory/bounds.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <limits>
#include <random>

#include "host/theory/score_law.hpp"
#include "tests/theory/exact_law.hpp"
#include "tests/theory/tiny_space.hpp"

namespace brink {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
const std::vector<double> all_p = {0, 0.5, 1, 1.5, 2, 3, infinity};

/// The first `size` images in a random order. The order is by a random linear function, by
/// distance from a random point (isoperimetry is about balls of p-norms), by the sum of the
/// levels with random ties, or without any structure.
std::vector<bool> random_class(const TinySpace& space, std::size_t size, std::mt19937_64& random) {
  std::uniform_real_distribution<double> unit(0, 1);
  const std::uint64_t kind = random() % 5;
  const double p = all_p[random() % all_p.size()];
  const std::uint64_t pixels = space.shape().pixels();
  const double top = space.shape().top_level();
  std::vector<double> centre(pixels), weight(pixels);
  for (std::uint64_t i = 0; i < pixels; ++i) {
    centre[i] =
        random() % 2 == 0 ? std::floor((top + 1) * unit(random)) : (random() % 2 == 0 ? 0 : top);
    weight[i] = std::floor(8 * unit(random)) - 4;
  }
  std::vector<double> key(space.images());
  for (std::size_t x = 0; x < key.size(); ++x) {
    double value = 0;
    for (std::uint64_t i = 0; i < pixels; ++i) {
      const double level = space.level(x, i);
      const double away = std::abs(level - centre[i]);
      const double cost = TinySpace::pixel_cost(p, static_cast<std::uint32_t>(away));
      if (kind == 0) value += weight[i] * level;
      if (kind == 1 || kind == 2) value = std::isinf(p) ? std::max(value, cost) : value + cost;
      if (kind == 3) value += level;
    }
    const double noise = kind == 2 ? 0 : unit(random);  // kind 2: ties by index
    key[x] = kind == 4 ? noise : value + noise / 2;
  }
  std::vector<std::size_t> order(space.images());
  for (std::size_t x = 0; x < order.size(); ++x) order[x] = x;
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return key[a] < key[b]; });
  std::vector<bool> inside(space.images(), false);
  for (std::size_t i = 0; i < size; ++i) inside[order[i]] = true;
  return inside;
}

struct Trial {
  Shape shape;
  int classes;
};

class EveryClass : public testing::TestWithParam<Trial> {};

/// BRINK_MORE_CLASSES=k tries k times as many classes.
int classes_of(const Trial& trial) {
  const char* const more = std::getenv("BRINK_MORE_CLASSES");
  return trial.classes * (more == nullptr ? 1 : std::atoi(more));
}

TEST_P(EveryClass, LosesAtLeastTheBound) {
  const TinySpace space(GetParam().shape);
  std::mt19937_64 random(space.images() + GetParam().shape.b);
  int informative = 0;
  for (int trial = 0; trial < classes_of(GetParam()); ++trial) {
    const std::size_t half = space.images() / 2;
    const std::size_t size = trial % 3 == 0 ? half : 1 + random() % half;
    const std::vector<bool> inside = random_class(space, size, random);
    const double coverage = static_cast<double>(size) / static_cast<double>(space.images());
    const MovedFractionBound known(space.shape(), {coverage, 0});
    const MovedFractionBound measured(space.shape(), {std::nullopt, coverage});
    const MovedFractionBound loose(space.shape(), {std::nullopt, 0.7 * coverage});
    for (double p : all_p) {
      std::vector<double> costs = space.costs(inside, p);
      std::erase(costs, 0.0);
      std::sort(costs.begin(), costs.end());
      ASSERT_EQ(costs.size(), size);
      std::vector<double> radii = {0.03, 0.3, 0.7, 1.3, 2.5};
      for (std::size_t i = 0; i < size; i += 1 + size / 6) {
        const double radius = space.radius_of(p, costs[i]);
        // Just within the tolerance of the decision, just below it, and between.
        for (double factor : {1.0, 1 - 0.9e-9, 1 - 2e-9, 0.9}) radii.push_back(radius * factor);
      }
      for (double radius : radii) {
        const auto moved = static_cast<double>(
            std::upper_bound(costs.begin(), costs.end(), space.allowed_cost(p, radius)) -
            costs.begin());
        const double fraction = moved / static_cast<double>(size);
        const double bound = known(p, radius).moved;
        ASSERT_LE(bound, fraction + 1e-12) << "p " << p << " r " << radius << " v " << coverage;
        ASSERT_LE(measured(p, radius).moved, fraction + 1e-12) << "p " << p << " r " << radius;
        ASSERT_LE(loose(p, radius).moved, fraction + 1e-12) << "p " << p << " r " << radius;
        ASSERT_GE(bound, 0);
        informative += bound > 0 && bound < 1;
      }
    }
  }
  if (space.shape().pixels() > 2) {
    EXPECT_GT(informative, GetParam().classes / 10);
  }
}

// One-row images are not square; h provides other numbers of pixels.
INSTANTIATE_TEST_SUITE_P(
    TinySpaces, EveryClass,
    testing::Values(Trial{{1, 1, 1}, 20}, Trial{{1, 1, 4}, 300}, Trial{{1, 2, 2}, 500},
                    Trial{{1, 2, 3}, 300}, Trial{{1, 3, 1}, 500}, Trial{{1, 3, 2}, 1000},
                    Trial{{1, 5, 1}, 1500}, Trial{{1, 7, 1}, 500}, Trial{{1, 3, 3}, 200},
                    Trial{{2, 1, 2}, 1000}, Trial{{2, 1, 3}, 10}, Trial{{2, 2, 1}, 500},
                    Trial{{1, 5, 2}, 100}, Trial{{3, 1, 1}, 300}, Trial{{2, 3, 1}, 20},
                    Trial{{1, 2, 6}, 5}, Trial{{1, 6, 2}, 10}, Trial{{1, 6, 3}, 1},
                    Trial{{2, 1, 4}, 2}));

TEST(MovedFractionBound, BrightnessAttainsItInTheFirstNorm) {
  for (const Shape& shape : {Shape{1, 1, 4},
                             {1, 3, 2},
                             {2, 1, 2},
                             {2, 1, 3},
                             {3, 1, 1},
                             {2, 2, 1},
                             {1, 2, 4},
                             {2, 3, 1}}) {
    const TinySpace space(shape);
    const auto sum = static_cast<std::int64_t>(shape.pixels() * shape.top_level());
    for (std::int64_t threshold = 0; threshold < sum; threshold += 1 + sum / 5) {
      std::vector<bool> inside(space.images());
      for (std::size_t x = 0; x < inside.size(); ++x) {
        std::int64_t score = -sum;
        for (std::uint64_t i = 0; i < shape.pixels(); ++i) score += 2 * space.level(x, i);
        inside[x] = score > threshold;
      }
      const double coverage = ScoreLaw(shape.levels(), {{1, shape.pixels()}}).above(threshold);
      const MovedFractionBound bound(shape, {coverage, 0});
      std::vector<double> costs = space.costs(inside, 1);
      std::erase(costs, 0.0);
      for (std::int64_t k = 0; k <= sum; ++k) {
        const auto moved = static_cast<double>(std::count_if(
            costs.begin(), costs.end(), [k](double c) { return c <= static_cast<double>(k); }));
        EXPECT_NEAR(bound(1, static_cast<double>(k) / shape.top_level()).moved,
                    moved / static_cast<double>(costs.size()), 1e-12)
            << shape.b << ' ' << threshold << ' ' << k;
      }
    }
  }
}

TEST(MovedFractionBound, IsHarpersAtOneBitForEveryP) {
  const Shape shape{33, 1, 1};  // 1089 pixels: half of the images are the lower 545 levels
  const ExactLaw law(2, {{1, 1089}});
  const MovedFractionBound bound(shape, {0.5, 0.5});
  for (std::int64_t k : {0, 1, 5, 17, 33, 60, 544}) {
    // F(544 - k) = P(s <= 2 (544 - k) - 1089) = P(s > 2k).
    const double expected = 1 - 2 * law.above(2 * k).convert_to<double>();
    for (double p : {0.0, 0.5, 1.0, 2.0, 7.0}) {
      const double radius = std::pow(static_cast<double>(k) + 0.01, 1 / std::max(p, 1.0));
      EXPECT_NEAR(bound(p, radius).moved, expected, 1e-12) << p << ' ' << k;
    }
  }
  EXPECT_EQ(bound(infinity, 0.99).moved, 0);
  EXPECT_EQ(bound(infinity, 1).moved, 1);
}

double normal_tail(double x) { return std::erfc(x / std::sqrt(2.0)) / 2; }

TEST(MovedFractionBound, IsThatOfPixelsAtPZero) {
  const Shape shape{64, 3, 8};
  const double growth = 2 / std::sqrt(12288 + std::log(12288.0) / 2);
  for (const double changes : {20, 60, 190, 300}) {
    for (const double p : {0.0, 0.5}) {
      const FractionBound half = MovedFractionBound(shape, {std::nullopt, 0})(p, changes + 0.5);
      EXPECT_EQ(half.form, BoundForm::pixel_isoperimetry);
      EXPECT_NEAR(half.robust / (2 * normal_tail(changes * growth)), 1, 1e-11);
      // v = P(Z > 1).
      const double v = normal_tail(1);
      const FractionBound known = MovedFractionBound(shape, {v, v})(p, changes);
      EXPECT_NEAR(known.robust / (normal_tail(1 + changes * growth) / v), 1, 1e-11);
    }
  }
}

TEST(MovedFractionBound, IsNoWeakerThanThatOfConvertedRadii) {
  const MovedFractionBound bound({16, 1, 4}, {0.5, 0.5});
  // Below 1 step per unit d_p <= d_1, above it d_p^p <= d_1; d_inf <= d_1.
  for (const double p : {1.5, 2.0, 4.0}) {
    EXPECT_GE(bound(p, 0.8).moved, bound(1, 0.8).moved);
    EXPECT_GT(bound(p, 0.8).moved, 0);
    EXPECT_GE(bound(p, 1.7).moved, bound(1, std::pow(1.7, p)).moved - 1e-12);
  }
  EXPECT_GE(bound(infinity, 0.8).moved, bound(1, 0.8).moved);
  EXPECT_EQ(bound(infinity, 1).moved, 1);
  EXPECT_EQ(bound(infinity, 1 - 0.5e-9).moved, 1);
}

/// docs/theory.md: the medians that the issue of the bounds asks for, and their forms.
TEST(MovedFractionBound, IsNearTheBestClasses) {
  struct Row {
    Shape shape;
    double p, radius;
    BoundForm form;
  };
  for (const Row& row : {Row{{256, 1, 8}, 0, 87, BoundForm::pixel_isoperimetry},
                         {{1024, 1, 8}, 0, 346, BoundForm::pixel_isoperimetry},
                         {{256, 1, 8}, 2, 0.544, BoundForm::mixed_isoperimetry},
                         {{1024, 1, 8}, 2, 1.083, BoundForm::mixed_isoperimetry},
                         {{64, 1, 8}, 2, 0.318, BoundForm::mixed_isoperimetry},
                         {{256, 1, 12}, 2, 0.277, BoundForm::mixed_isoperimetry},
                         {{256, 1, 4}, 2, 2.71, BoundForm::mixed_isoperimetry},
                         {{256, 1, 8}, 1.5, 2.74, BoundForm::mixed_isoperimetry},
                         {{1024, 1, 8}, 3, 0.298, BoundForm::mixed_isoperimetry},
                         {{256, 1, 8}, infinity, 0.271, BoundForm::gaussian_isoperimetry}}) {
    const MovedFractionBound bound(row.shape, {0.5, 0.5});
    EXPECT_LE(bound(row.p, row.radius).robust, 0.5) << row.p << ' ' << row.radius;
    EXPECT_GT(bound(row.p, 0.93 * row.radius).robust, 0.5) << row.p << ' ' << row.radius;
    EXPECT_EQ(bound(row.p, row.radius).form, row.form);
  }
}

TEST(MovedFractionBound, EndsOfTheRange) {
  for (const Shape& shape : {Shape{8, 1, 1}, {8, 3, 8}, {16384, 15, 16}}) {
    const MovedFractionBound bound(shape, {0.5, 0.5}), empty(shape, {0.0, 0.0});
    for (double p : all_p) {
      EXPECT_EQ(bound(p, 0).moved, 0);
      EXPECT_EQ(bound(p, infinity).moved, 1);
      EXPECT_EQ(bound(p, static_cast<double>(shape.pixels())).moved, 1);
      EXPECT_EQ(empty(p, 1e3).moved, 0);
      double last = 0;
      for (double radius = 0.1; radius < 1e6; radius *= 1.5) {
        EXPECT_GE(bound(p, radius).moved, last);
        last = bound(p, radius).moved;
      }
    }
  }
}

/// log F(s-k)/v by integers: N = 1600 pixels of 2 bits, far beyond 1 - 1e-16.
TEST(MovedFractionBound, KeepsTheRobustShareDownTo1e300) {
  const Shape shape{40, 1, 2};
  const std::vector<WeightCount> pixels = {{1, shape.pixels()}};
  const ExactLaw law(shape.levels(), pixels);
  const MovedFractionBound bound(shape, {0.5, 0.5});
  double smallest = 1;
  for (const std::int64_t steps : {1, 100, 500, 1000, 1300, 1500, 1575}) {
    // F(s-k) = P(score >= 2k) with s the middle, N(q-1)/2, of which half of the images fill
    // half.
    const auto expected = static_cast<double>(law.above(2 * steps - 1) + law.above(2 * steps + 1));
    const FractionBound at = bound(1, static_cast<double>(steps) / 3);
    EXPECT_NEAR(at.robust / expected, 1, 1e-11) << steps;
    EXPECT_EQ(at.form, BoundForm::level_isoperimetry);
    smallest = std::min(smallest, at.robust);
  }
  EXPECT_LT(smallest, 1e-290);
  EXPECT_GT(smallest, 0);
}

TEST(MovedFractionBound, NamesTheStrongestForm) {
  const Shape shape{64, 1, 8};
  const MovedFractionBound bound(shape, {0.5, 0.5});
  EXPECT_EQ(bound(1, 0).form, BoundForm::none);
  EXPECT_EQ(bound(1, 1e-4).form, BoundForm::none);  // less than one step
  EXPECT_EQ(bound(1, 20).form, BoundForm::level_isoperimetry);
  EXPECT_EQ(bound(0, 100).form, BoundForm::pixel_isoperimetry);
  EXPECT_EQ(bound(2, 0.5).form, BoundForm::mixed_isoperimetry);
  EXPECT_EQ(bound(infinity, 0.5).form, BoundForm::gaussian_isoperimetry);
  EXPECT_EQ(bound(0, 4096).form, BoundForm::whole_range);
  EXPECT_EQ(bound(infinity, 1).form, BoundForm::whole_range);
  // Beyond the smallest double a positive share is still not 0.
  EXPECT_EQ(bound(0, 3000).robust, std::numeric_limits<double>::min());
  EXPECT_EQ(bound(1, 2100).robust, 0);  // the darker half has fewer steps to 0
  for (const FractionBound& at : {bound(1, 20), bound(0, 70), bound(0, 100)}) {
    EXPECT_NEAR(at.robust, 1 - at.moved, 1e-15);
  }
}

/// A search that goes wrong would take hours.
TEST(MovedFractionBound, ThousandsOfRadii) {
  double sum = 0;
  for (const Shape& shape : {Shape{1024, 1, 8},
                             {16, 1, 8},
                             {3, 1, 16},
                             {2, 1, 16},
                             {9, 1, 16},
                             {4096, 3, 16},
                             {1024, 3, 1}}) {
    const MovedFractionBound bound(shape, {0.499, 0.499});
    for (double p : {0.0, 1.0, 2.0, infinity}) {
      for (int i = 0; i < 500; ++i) sum += bound(p, 0.003 * i * shape.n).moved;
    }
  }
  EXPECT_GT(sum, 0);
}

}  // namespace
}  // namespace brink
