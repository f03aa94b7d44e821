// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/cpu/draw/drawn_counts.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

#include "cuda/drawn_windows.hpp"
#include "host/sampler/cap_windows.hpp"
#include "tests/cpu/chi_square.hpp"
#include "tests/cpu/each_instruction_set.hpp"

namespace brink {
namespace {

/// Everything that counts tell, in a row: the sum and the pixels of each level in the windows.
std::vector<std::uint64_t> told(const LevelCounts& counts) {
  std::vector<std::uint64_t> all = {counts.sum, counts.upper_half};
  for (std::uint32_t level = 0; level < counts.levels; ++level) {
    if (counts.windows.contains(level)) all.push_back(counts.at(level));
  }
  return all;
}

std::int64_t code_of(const std::vector<std::uint64_t>& numbers) {
  std::int64_t code = 0;
  for (const std::uint64_t number : numbers) code = code * 64 + static_cast<std::int64_t>(number);
  return code;
}

/// All counts of N pixels of q levels, each with its probability.
void each_image(std::uint32_t pixels, std::uint32_t levels,
                const std::function<void(const std::vector<std::uint64_t>&, double)>& visit) {
  std::vector<std::uint64_t> count(levels);
  const std::function<void(std::uint32_t, std::uint32_t, double)> fill =
      [&](std::uint32_t level, std::uint32_t left, double log_ways) {
        if (level + 1 == levels) {
          count[level] = left;
          visit(count, std::exp(log_ways - std::lgamma(left + 1.0)));
          return;
        }
        for (std::uint32_t here = 0; here <= left; ++here) {
          count[level] = here;
          fill(level + 1, left - here, log_ways - std::lgamma(here + 1.0));
        }
      };
  fill(0, pixels, std::lgamma(pixels + 1.0) - pixels * std::log(static_cast<double>(levels)));
}

struct Narrow {
  Shape shape;
  std::uint64_t pixels;
  LevelWindows windows;
  bool sum;
  int looks;  ///< how often the windows are widened
};

class DrawnLaw : public testing::TestWithParam<Narrow> {};

/// The joint law of the sum and all counts of the windows is the exact one, at every look.
TEST_P(DrawnLaw, IsThatOfPixels) {
  const auto& [shape, pixels, windows, sum, looks] = GetParam();
  constexpr std::uint64_t images = 100'000;
  DrawnLevels drawn(shape, 12345, pixels, windows, sum);
  std::vector<Histogram> found(static_cast<std::size_t>(looks) + 1);
  std::vector<LevelWindows> seen(found.size());
  for (std::uint64_t image = 0; image < images; ++image) {
    LevelCounts counts = drawn.draw(image);
    std::vector<std::uint64_t> before;
    for (std::size_t look = 0; look < found.size(); ++look) {
      if (look > 0) counts = drawn.widen();
      if (!sum) counts.sum = 0;
      seen[look] = counts.windows;
      ++found[look][code_of(told(counts))];
      if (look > 0) {
        EXPECT_EQ(counts.sum, before[0]);  // what is drawn stays
      }
      before = told(counts);
    }
  }
  for (std::size_t look = 0; look < found.size(); ++look) {
    std::map<std::int64_t, double> law;
    each_image(static_cast<std::uint32_t>(pixels), shape.levels(),
               [&](const auto& count, double p) {
                 LevelCounts counts;
                 counts.levels = shape.levels();
                 counts.windows = LevelWindows::all(shape.levels());
                 std::vector<std::uint32_t> narrow(count.begin(), count.end());
                 counts.count = narrow.data();
                 for (std::uint32_t level = 0; level < shape.levels(); ++level) {
                   counts.sum += sum ? level * count[level] : 0;
                   if (level >= shape.levels() / 2) counts.upper_half += count[level];
                 }
                 counts.windows = seen[look];
                 law[code_of(told(counts))] += p;
               });
    // Ordered by code, each code is one value of the chi-square test.
    Histogram numbered;
    std::vector<double> probability;
    for (const auto& [code, p] : law) {
      const auto at = found[look].find(code);
      if (at != found[look].end()) {
        numbered[static_cast<std::int64_t>(probability.size())] = at->second;
        found[look].erase(at);
      }
      probability.push_back(p);
    }
    EXPECT_TRUE(found[look].empty()) << "counts that no image has";
    SCOPED_TRACE(testing::Message() << "look " << look);
    expect_law(numbered, images, 0, static_cast<std::int64_t>(probability.size()) - 1,
               [&](std::int64_t place) { return probability[static_cast<std::size_t>(place)]; });
  }
}

INSTANTIATE_TEST_SUITE_P(
    Spaces, DrawnLaw,
    testing::Values(
        Narrow{{3, 1, 2}, 9, {1, 0, 0, 3}, true, 1}, Narrow{{3, 1, 2}, 9, {0, 0, 0, 3}, true, 2},
        Narrow{{3, 1, 2}, 9, {0, 1, 3, 4}, false, 1}, Narrow{{2, 1, 3}, 4, {1, 0, 0, 7}, true, 2},
        Narrow{{2, 1, 3}, 1, {1, 0, 0, 7}, true, 2}, Narrow{{2, 1, 3}, 4, {0, 3, 5, 8}, false, 2},
        Narrow{{2, 1, 4}, 2, {1, 0, 0, 15}, true, 3},  // few pixels: levels are listed
        Narrow{{5, 1, 1}, 25, {2, 0, 0, 2}, true, 0}),
    [](const auto& info) { return "Case" + std::to_string(info.index); });

/// Large images: the sum and a count at either end have the moments of drawn pixels, before and
/// after the windows are widened. Limits are 4.9 standard errors.
TEST(DrawnLevels, HasTheMomentsOfPixels) {
  for (const Shape shape : {Shape{64, 1, 4}, Shape{333, 2, 8}, Shape{1024, 1, 12}}) {
    SCOPED_TRACE(testing::Message() << shape.n << " " << shape.b);
    constexpr std::uint64_t images = 4000;
    const auto pixels = static_cast<double>(shape.pixels());
    const double levels = shape.levels();
    DrawnLevels drawn(shape, 7, shape.pixels(), drawn_ends(shape, 1), true);
    double sums = 0, squares = 0, products[4] = {}, crossed = 0;
    const double sum_variance = pixels * (levels * levels - 1) / 12;
    const double expected = pixels / levels;
    const double variance = expected * (1 - 1 / levels);
    for (std::uint64_t image = 0; image < images; ++image) {
      LevelCounts counts = drawn.draw(image);
      const double off = static_cast<double>(counts.sum) - pixels * (levels - 1) / 2;
      const double ends[2] = {counts.at(0) - expected, counts.at(shape.top_level()) - expected};
      counts = drawn.widen();
      const std::uint32_t inner[2] = {1, shape.top_level() - 1};
      sums += off;
      squares += off * off;
      products[0] += ends[0] * off;
      products[1] += ends[1] * off;
      products[2] += (counts.at(inner[0]) - expected) * off;
      products[3] += (counts.at(inner[1]) - expected) * off;
      crossed += (counts.at(inner[0]) - expected) * ends[1];
    }
    expect_mean(sums, images, 0, sum_variance);
    expect_mean(squares, images, sum_variance, 2 * sum_variance * sum_variance);
    const double levels_of[4] = {0, levels - 1, 1, levels - 2};
    for (int i = 0; i < 4; ++i) {
      const double covariance = expected * (levels_of[i] - (levels - 1) / 2);
      expect_mean(products[i], images, covariance,
                  variance * sum_variance + 2 * covariance * covariance);
    }
    expect_mean(crossed, images, -pixels / (levels * levels), variance * (variance + 1));
  }
}

class DrawnOnEach : public EachInstructionSet {};

/// The words do not depend on the vectors, nor on the images drawn before.
TEST_P(DrawnOnEach, GivesTheSameCounts) {
  const Shape shape{100, 3, 8};
  DrawnLevels one(shape, 5, shape.pixels(), drawn_ends(shape, 2), true);
  std::vector<std::uint64_t> digest;
  const std::uint64_t first = (std::uint64_t{1} << 32) - 2;  // the high word of the index changes
  for (std::uint64_t image = first; image < first + 4; ++image) {
    DrawnLevels fresh(shape, 5, shape.pixels(), drawn_ends(shape, 2), true);
    const auto counts = told(one.draw(image));
    EXPECT_EQ(told(fresh.draw(image)), counts);
    const auto wide = told(one.widen());
    EXPECT_EQ(told(fresh.widen()), wide);
    digest.insert(digest.end(), counts.begin(), counts.end());
    digest.insert(digest.end(), wide.begin(), wide.end());
  }
  static const std::vector<std::uint64_t> of_first_set = digest;
  EXPECT_EQ(digest, of_first_set);
}

INSTANTIATE_TEST_SUITE_P(All, DrawnOnEach, testing::ValuesIn(simd::instruction_sets()),
                         instruction_set_name);

/// A half-space's classes: each has the law of its own pixels, and the reach is their sum.
TEST(DrawnWeights, HasTheLawOfEachClass) {
  const Shape shape{4, 1, 2};
  const std::vector<std::uint32_t> weight = {1, 3};
  const std::vector<std::uint64_t> size = {7, 5};
  const WeightClasses classes{2, weight.data(), size.data()};
  std::vector<CapWindows> windows = {{0, 3, 0}, {1, 4, 0}};
  place(windows, shape.levels());
  DrawnWeights drawn(shape, 3, classes, windows);
  constexpr std::uint64_t images = 100'000;
  Histogram first[2], last[2];
  for (std::uint64_t image = 0; image < images; ++image) {
    GroupedCounts counts = drawn.draw(image);
    EXPECT_EQ(counts.reach, counts.caps[0] + 3 * counts.caps[1]);
    ++first[0][code_of({counts.caps[0], counts.at(0, 3)})];
    ++first[1][code_of({counts.caps[1], counts.at(1, 0)})];
    for (int look = 0; look < 2; ++look) counts = drawn.widen();
    for (std::uint32_t c = 0; c < 2; ++c) {
      std::uint64_t pixels = 0, caps = 0;
      for (std::uint32_t cap = 0; cap < 4; ++cap) {
        ASSERT_TRUE(counts.known(c, cap));
        pixels += counts.at(c, cap);
        caps += std::uint64_t{cap} * counts.at(c, cap);
      }
      EXPECT_EQ(pixels, size[c]);
      EXPECT_EQ(caps, counts.caps[c]);
      ++last[c][code_of({counts.at(c, 0), counts.at(c, 1), counts.at(c, 2)})];
    }
  }
  for (std::uint32_t c = 0; c < 2; ++c) {
    std::map<std::int64_t, double> seen, all;
    each_image(static_cast<std::uint32_t>(size[c]), 4, [&](const auto& count, double p) {
      const std::uint64_t caps = count[1] + 2 * count[2] + 3 * count[3];
      seen[code_of({caps, c == 0 ? count[3] : count[0]})] += p;
      all[code_of({count[0], count[1], count[2]})] += p;
    });
    for (const auto& [found, law] : {std::pair{&first[c], &seen}, std::pair{&last[c], &all}}) {
      expect_law(*found, images, 0, law->rbegin()->first, [&law = *law](std::int64_t code) {
        const auto at = law.find(code);
        return at == law.end() ? 0 : at->second;
      });
    }
  }
}

/// Windows of the contract at shapes worked out by hand (docs/spec/random_streams.md#windows).
TEST(DrawnWindows, FollowTheShape) {
  const auto low = [](Shape shape) {
    return drawn_ends(shape, drawn_end(shape, shape.pixels())).low;
  };
  EXPECT_EQ(low({1024, 1, 8}), 1u);    // 256^2 <= 1024^2
  EXPECT_EQ(low({256, 1, 8}), 1u);     // 256^2 = 256^2
  EXPECT_EQ(low({255, 1, 8}), 2u);     // one level is just too few
  EXPECT_EQ(low({4096, 1, 16}), 16u);  // 65536 / 4096
  EXPECT_EQ(low({1, 1, 8}), 256u);     // all
  EXPECT_EQ(low({1024, 1, 1}), 2u);    // all
  EXPECT_EQ(drawn_middle({1024, 1, 8}, 0, 2).middle_end, 130u);
  const std::vector<std::uint32_t> weight = {1, 2};
  const std::vector<std::uint64_t> size = {100, 25};
  // V = 200 and R = 14. S = 150 is below 2 q R = 448, so every class has low windows: of at least
  // 16 * 14 / 150 levels, and of 16 / 14 and 32 / 14.
  const std::vector<CapWindows> windows = cap_windows({1, 1, 4}, {2, weight.data(), size.data()});
  EXPECT_EQ(windows[0].low, 2u);
  EXPECT_EQ(windows[1].low, 4u);
  // Of the 16^2 * 14 = 3584 wanted, t = 20 has weight 2 with caps 10 to 15, 25 * 2 * 75 = 3750, and
  // t = 21 has 25 * 2 * 65 = 3250.
  EXPECT_EQ(windows[0].high, 16u);
  EXPECT_EQ(windows[1].high, 10u);
}

}  // namespace
}  // namespace brink
