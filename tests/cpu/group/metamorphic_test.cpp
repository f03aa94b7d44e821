// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
// Relations that must hold between results, whatever the right results are: image by image in
// tiny spaces, for every class.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "host/cpu/group/group.hpp"
#include "tests/cpu/chi_square.hpp"
#include "tests/cpu/test_group.hpp"

namespace brink {
namespace {

constexpr double rounding = 1e-12;  // of sums of doubles
constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr std::size_t norms = 7;
constexpr double norm_p[norms] = {0, 0.5, 1, 1.5, 2, 3, infinity};  // the same as in TestGroup
constexpr std::size_t at_zero = 0, at_one = 2, at_infinity = 6;

/// The program's results for one image: the ends of its costs, or 0 outside the class.
struct Found {
  bool inside = false;
  double lower[norms] = {};
  double upper[norms] = {};

  bool operator==(const Found& other) const {
    return inside == other.inside && std::equal(lower, lower + norms, other.lower) &&
           std::equal(upper, upper + norms, other.upper);
  }
};

using Space = std::vector<Found>;  // [image of an exhaustive run]

double single_cost(CostAccumulator costs) {
  const Tally tally = costs.tally();
  EXPECT_EQ(tally.cost.size(), 1u);
  return cost_value(tally.cost[0], tally.real);
}

/// Computes every image of a tiny space on its own, [cell][image].
std::vector<Space> every_image(const TestGroup& group) {
  const GroupJob& job = group.job();
  const Shape& shape = job.source.shape;
  std::vector<Space> spaces(job.cells.size(), Space(std::size_t{1} << shape.b * shape.pixels()));
  for (std::size_t x = 0; x < spaces[0].size(); ++x) {
    const auto tallies = run_group(job, x, 1, {});
    for (std::size_t cell = 0; cell < tallies.size(); ++cell) {
      Found& found = spaces[cell][x];
      found.inside = tallies[cell].in_class == 1;
      for (std::size_t p = 0; found.inside && p < norms; ++p) {
        found.upper[p] = single_cost(tallies[cell].upper[p]);
        found.lower[p] =
            job.cells[cell].bracket[p] ? single_cost(tallies[cell].lower[p]) : found.upper[p];
      }
    }
  }
  return spaces;
}

/// The results of every class in one space, computed once for all tests.
struct Everything {
  Shape shape;
  std::vector<std::string> type;
  std::vector<Space> space;
};

const Everything& everything(const Shape& shape) {
  static std::map<std::uint64_t, Everything> known;
  Everything& all = known[shape.stream(Domain::image)];
  if (all.space.empty()) {
    TestGroup group(shape, 1, true);
    group.add_every_classifier();
    group.add("network", 0);
    all.shape = shape;
    all.space = every_image(group);
    for (const CellJob& cell : group.job().cells) all.type.push_back(cell.config->type);
  }
  return all;
}

std::uint32_t level(const Shape& shape, std::size_t x, std::size_t pixel) {
  return static_cast<std::uint32_t>(x >> shape.b * pixel) & shape.top_level();
}
std::size_t with_level(const Shape& shape, std::size_t x, std::size_t pixel, std::uint32_t to) {
  return x + (std::size_t{to} << shape.b * pixel) -
         (std::size_t{level(shape, x, pixel)} << shape.b * pixel);
}

/// The distance that a cost stands for: (cost / (q-1)^p)^(1/max(p,1)).
double distance(const Shape& shape, std::size_t p, double cost) {
  const double top = shape.top_level();
  if (std::isinf(norm_p[p])) return cost / top;
  return std::pow(cost / std::pow(top, norm_p[p]), 1 / std::max(norm_p[p], 1.0));
}

class Metamorphic : public testing::TestWithParam<Shape> {
 protected:
  /// Calls check(found) for every image inside every class.
  void each_inside(const std::function<void(const Found&)>& check) const {
    const Everything& all = everything(GetParam());
    for (std::size_t cell = 0; cell < all.space.size(); ++cell) {
      SCOPED_TRACE(all.type[cell]);
      const Space& space = all.space[cell];
      const auto is_inside = [](const Found& found) { return found.inside; };
      if (std::all_of(space.begin(), space.end(), is_inside)) continue;  // no image is outside
      for (const Found& found : space) {
        if (found.inside) check(found);
        if (HasFailure()) return;
      }
    }
  }
};
INSTANTIATE_TEST_SUITE_P(Spaces, Metamorphic,
                         testing::Values(Shape{3, 1, 1}, Shape{2, 1, 2}, Shape{1, 3, 3},
                                         Shape{2, 2, 1}));

/// The negative maps these classes to the other side, so at most one of the two images is inside.
/// For one pixel exactly one of them is.
TEST_P(Metamorphic, MirroredImagesSwapSides) {
  const Everything& all = everything(GetParam());
  std::map<std::string, std::size_t> inside;
  for (std::size_t cell = 0; cell < all.space.size(); ++cell) {
    const std::string& type = all.type[cell];
    if (type == "parity" || type == "hamming_ball") continue;  // they hold half for other reasons
    const Space& space = all.space[cell];
    for (std::size_t x = 0; x < space.size(); ++x) {
      const bool here = space[x].inside, there = space[space.size() - 1 - x].inside;
      ASSERT_FALSE(here && there) << type << " image " << x;
      ASSERT_TRUE(here || there || type != "dictator") << x;
      inside[type] += here;
    }
  }
  for (const auto& [type, images] : inside) EXPECT_GT(images, 0u) << type;
}

/// These classes count levels without regard to places, so neither moving every pixel on by one
/// nor exchanging two pixels changes anything.
TEST_P(Metamorphic, PermutedPixelsChangeNothingThatCounts) {
  const Everything& all = everything(GetParam());
  const auto last = static_cast<std::size_t>(GetParam().pixels()) - 1;
  for (std::size_t cell = 0; cell < all.space.size(); ++cell) {
    const std::string& type = all.type[cell];
    if (type != "brightness" && type != "majority_bit" && type != "parity") continue;
    const Space& space = all.space[cell];
    for (std::size_t x = 0; x < space.size(); ++x) {
      const std::uint32_t top_pixel = level(GetParam(), x, last);
      const std::size_t turned = ((x << GetParam().b) & (space.size() - 1)) | top_pixel;
      ASSERT_TRUE(space[turned] == space[x]) << type << " image " << x;
      std::size_t swapped = with_level(GetParam(), x, 0, top_pixel);
      swapped = with_level(GetParam(), swapped, last, level(GetParam(), x, 0));
      ASSERT_TRUE(space[swapped] == space[x]) << type << " image " << x;
    }
  }
}

/// For p >= 1 the p-norm of a vector decreases with p, and so does the least p-norm.
TEST_P(Metamorphic, LargerNormsAreNeverFarther) {
  each_inside([&](const Found& found) {
    for (std::size_t p = at_one; p + 1 < norms; ++p) {
      ASSERT_LE(distance(GetParam(), p + 1, found.lower[p + 1]),
                distance(GetParam(), p, found.upper[p]) * (1 + rounding))
          << "p=" << norm_p[p + 1];
    }
  });
}

/// No pixel moves by more than 1 in intensity, so ‖δ‖_p^max(p,1) is at most the number of changed
/// pixels.
TEST_P(Metamorphic, ChangedPixelsBoundEveryNorm) {
  each_inside([&](const Found& found) {
    for (std::size_t p = 1; p < norms; ++p) {
      const double root = std::isinf(norm_p[p]) ? 0 : 1 / std::max(norm_p[p], 1.0);
      ASSERT_LE(distance(GetParam(), p, found.lower[p]),
                std::pow(found.upper[at_zero], root) * (1 + rounding))
          << "p=" << norm_p[p];
    }
  });
}

/// A changed pixel moves at least one step, so Σ a^p is at least the number of changed pixels.
/// Also a^p >= a for p >= 1, and a^p <= a below.
TEST_P(Metamorphic, StepsAndPixelsBoundCosts) {
  each_inside([&](const Found& found) {
    for (std::size_t p = 1; p < at_infinity; ++p) {
      ASSERT_LE(found.lower[at_zero], found.upper[p] * (1 + rounding)) << "p=" << norm_p[p];
      const std::size_t less = norm_p[p] < 1 ? p : at_one, more = norm_p[p] < 1 ? at_one : p;
      ASSERT_LE(found.lower[less], found.upper[more] * (1 + rounding)) << "p=" << norm_p[p];
    }
  });
}

/// The largest step is at most the sum of all steps, which is at most N times the largest.
TEST_P(Metamorphic, LargestStepAndSumOfStepsHoldEachOther) {
  const auto pixels = static_cast<double>(GetParam().pixels());
  each_inside([&](const Found& found) {
    ASSERT_LE(found.lower[at_infinity], found.upper[at_one]);
    ASSERT_LE(found.lower[at_one], pixels * found.upper[at_infinity]);
  });
}

/// Distances to a set are Lipschitz: a step on one pixel changes d_1 and d_inf by a step at most,
/// and d_0 by one pixel. (Outside the class they are 0.)
TEST_P(Metamorphic, NeighboursAreNearlyAsFar) {
  const Shape& shape = GetParam();
  const Everything& all = everything(shape);
  for (std::size_t cell = 0; cell < all.space.size(); ++cell) {
    const Space& space = all.space[cell];
    for (std::size_t x = 0; x < space.size(); ++x) {
      for (std::size_t pixel = 0; pixel < shape.pixels(); ++pixel) {
        if (level(shape, x, pixel) == shape.top_level()) continue;
        const Found& up = space[with_level(shape, x, pixel, level(shape, x, pixel) + 1)];
        for (const std::size_t p : {at_zero, at_one, at_infinity}) {
          ASSERT_LE(space[x].lower[p], up.upper[p] + 1) << all.type[cell] << " image " << x;
          ASSERT_LE(up.lower[p], space[x].upper[p] + 1) << all.type[cell] << " image " << x;
        }
      }
    }
  }
}

/// A higher threshold only takes images out of the class. The images that stay are no farther
/// from the outside than before.
TEST_P(Metamorphic, ShrinkingTheClassRaisesNoDistance) {
  for (const char* kind : {"", "rademacher", "binomial", "uniform", "sparse", "majority_bit"}) {
    const std::string text = kind;
    const std::string type = text.empty()             ? "brightness"
                             : text == "majority_bit" ? text
                                                      : "halfspace";
    TestGroup group(GetParam(), 1, true);
    for (const std::int64_t threshold : {0, 2, 5}) {
      group.add(type, threshold, type == "halfspace" ? text : "");
    }
    const std::vector<Space> spaces = every_image(group);
    for (std::size_t smaller = 1; smaller < spaces.size(); ++smaller) {
      for (std::size_t x = 0; x < spaces[0].size(); ++x) {
        const Found& before = spaces[smaller - 1][x];
        const Found& after = spaces[smaller][x];
        ASSERT_TRUE(before.inside || !after.inside) << type << " image " << x;
        if (!after.inside) continue;
        for (std::size_t p = 0; p < norms; ++p) {
          ASSERT_LE(after.lower[p], before.upper[p] * (1 + rounding)) << type << " image " << x;
        }
      }
    }
  }
}

/// Inverting the levels where w = -1 turns rademacher into brightness, and costs do not depend on
/// the direction of a step.
TEST_P(Metamorphic, RademacherIsBrightnessTurnedRound) {
  const Shape& shape = GetParam();
  TestGroup group(shape, 1, true);
  group.add("brightness", 0);
  group.add("halfspace", 0, "rademacher");
  const std::vector<Space> spaces = every_image(group);
  const std::vector<std::int32_t> weight = weights(*group.job().cells[1].config, shape);
  for (std::size_t x = 0; x < spaces[0].size(); ++x) {
    std::size_t turned = x;
    for (std::size_t i = 0; i < shape.pixels(); ++i) {
      if (weight[i] < 0) {
        turned = with_level(shape, turned, i, shape.top_level() - level(shape, x, i));
      }
    }
    ASSERT_TRUE(spaces[0][turned] == spaces[1][x]) << x;
  }
}

/// At b = 1 a step is the whole range: every cost is a number of pixels, except at p = inf.
TEST_P(Metamorphic, OneBitHasOneCost) {
  if (GetParam().b > 1) return;
  each_inside([&](const Found& found) {
    for (std::size_t p = 0; p < at_infinity; ++p) {
      ASSERT_LE(found.lower[p], found.upper[at_zero]) << "p=" << norm_p[p];
      ASSERT_GE(found.upper[p], found.lower[at_zero]) << "p=" << norm_p[p];
    }
    ASSERT_EQ(found.lower[at_infinity], 1);
    ASSERT_EQ(found.upper[at_infinity], 1);
  });
}

/// Only pixel j decides: a dictator's distance does not depend on the other pixels.
TEST_P(Metamorphic, OtherPixelsAreNothingToADictator) {
  const Shape& shape = GetParam();
  const std::size_t deciding = shape.pixels() / 2;  // the same as in TestGroup
  const Everything& all = everything(shape);
  for (std::size_t cell = 0; cell < all.space.size(); ++cell) {
    if (all.type[cell] != "dictator") continue;
    for (std::size_t x = 0; x < all.space[cell].size(); ++x) {
      const std::size_t alone = std::size_t{level(shape, x, deciding)} << shape.b * deciding;
      ASSERT_TRUE(all.space[cell][x] == all.space[cell][alone]) << x;
    }
  }
}

/// Classes that count pixels do not depend on channels or sides: four channels of one pixel are
/// like one channel of four.
TEST(MetamorphicShapes, ChannelsAreMorePixels) {
  const Everything& sides = everything({2, 1, 2});
  const Everything& channels = everything({1, 4, 2});
  for (std::size_t cell = 0; cell < sides.type.size(); ++cell) {
    const std::string& type = sides.type[cell];
    if (type != "brightness" && type != "majority_bit" && type != "parity" && type != "dictator") {
      continue;
    }
    for (std::size_t x = 0; x < sides.space[cell].size(); ++x) {
      ASSERT_TRUE(sides.space[cell][x] == channels.space[cell][x]) << type << " image " << x;
    }
  }
}

Histogram cost_histogram(CostAccumulator costs) {
  const Tally tally = costs.tally();
  Histogram histogram;
  for (std::size_t i = 0; i < tally.cost.size(); ++i) {
    histogram[static_cast<std::int64_t>(tally.cost[i])] = tally.count[i];
  }
  return histogram;
}

/// The same holds for images too large to be enumerated, and different images are used. Each
/// two-sample chi-square test fails by chance once in 10^6.
TEST(MetamorphicSamples, RademacherAndBrightnessHaveOneLaw) {
  constexpr std::uint64_t images = 20000;
  for (const Shape& shape : {Shape{16, 1, 1}, Shape{12, 2, 4}, Shape{16, 1, 8}}) {
    TestGroup bright(shape, 101), tilted(shape, 202);
    bright.add("brightness", 0);
    tilted.add("halfspace", 0, "rademacher");
    const auto a = run_group(bright.job(), 0, images, {});
    const auto b = run_group(tilted.job(), 0, images, {});
    for (const std::size_t p : {at_zero, at_one, std::size_t{4}}) {
      SCOPED_TRACE(norm_p[p]);
      expect_one_law(cost_histogram(a[0].upper[p]), cost_histogram(b[0].upper[p]));
    }
  }
}

}  // namespace
}  // namespace brink
