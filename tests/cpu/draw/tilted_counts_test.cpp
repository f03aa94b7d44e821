// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/cpu/draw/tilted_counts.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <map>
#include <memory>
#include <vector>

#include "host/sampler/cap_windows.hpp"
#include "host/sampler/tilt.hpp"

namespace brink {
namespace {

using Counts = std::vector<std::uint32_t>;

/// How many images have each counts.
using Histogram = std::map<Counts, double>;

/// Chi-square of what was found against what is expected, in its standard deviations above its
/// mean. Beyond 6 about once in 10^6 for some ten and more degrees of freedom.
double deviations(const Histogram& expected, const Histogram& found) {
  double all = 0, kept = 0, square = 0;
  for (const auto& [counts, images] : expected) all += images;
  for (const auto& [counts, images] : found) kept += images;
  for (const auto& [counts, images] : found) EXPECT_TRUE(expected.contains(counts));
  for (const auto& [counts, images] : expected) {
    const auto place = found.find(counts);
    const double mean = images / all * kept, had = place == found.end() ? 0 : place->second;
    square += (had - mean) * (had - mean) / mean;
  }
  const double freedom = static_cast<double>(expected.size()) - 1;
  return (square - freedom) / std::sqrt(2 * freedom);
}

/// Calls visit(levels) for all images of `pixels` levels of b bits.
template <class Visit>
void each_image(std::uint32_t pixels, std::uint32_t b, Visit visit) {
  Counts levels(pixels);
  for (std::uint32_t number = 0; number >> (pixels * b) == 0; ++number) {
    for (std::uint32_t i = 0; i < pixels; ++i) levels[i] = number >> (b * i) & ((1u << b) - 1);
    visit(levels);
  }
}

constexpr std::uint64_t key = 17;
constexpr double tilts[] = {0, 0.25, 0.9};  // the law of what is kept does not depend on it
constexpr int wanted = 20000;               // images kept

std::shared_ptr<Tilt> tilt_of(std::uint64_t begin, std::uint64_t end, double theta) {
  return std::make_shared<Tilt>(Tilt{begin, end, theta, {}});
}

/// Draws until enough images are kept, and how many were drawn.
template <class Drawn, class Take>
double draw_all(Drawn& drawn, Take take) {
  double images = 0;
  for (int kept = 0; kept < wanted; ++images) {
    if (!drawn.draw(static_cast<std::uint64_t>(images))) continue;
    ++kept;
    take();
  }
  return images;
}

TEST(TiltedLevels, KeepsUniformImagesOfTheStratum) {
  constexpr std::uint32_t pixels = 6, b = 2, begin = 12, end = 15;
  const Shape shape{6, 1, b};
  Histogram expected;
  double inside = 0, weighted = 0;
  each_image(pixels, b, [&](const Counts& levels) {
    std::uint64_t sum = 0;
    Counts counts(4);
    for (const std::uint32_t level : levels) {
      ++counts[level];
      sum += level;
    }
    weighted += std::exp(0.25 * static_cast<double>(sum));
    if (sum < begin || sum >= end) return;
    inside += std::exp(0.25 * begin);
    ++expected[counts];
  });
  for (const double theta : tilts) {
    const auto tilt = tilt_of(begin, end, theta);
    for (std::uint32_t k = b; k-- > 0;) {
      tilt->bits.push_back({1u << k, pixels, tilted_law(theta, 1u << k, 1)});
    }
    TiltedLevels drawn(shape, key, pixels, {1, 0, 0, 4}, TiltedView::levels, tilt);
    Histogram found;
    const double images = draw_all(drawn, [&] {
      EXPECT_FALSE(drawn.widen().windows.contains(2));  // level 0 alone, which stays as it is
      LevelCounts counts = drawn.widen();
      while (!counts.windows.contains(3)) counts = drawn.widen();
      EXPECT_EQ(counts.pixels, pixels);
      const Counts levels = {counts.at(0), counts.at(1), counts.at(2), counts.at(3)};
      EXPECT_EQ(counts.sum, levels[1] + 2 * levels[2] + 3 * levels[3]);
      EXPECT_EQ(counts.upper_half, levels[2] + levels[3]);
      ++found[levels];
    });
    EXPECT_LT(deviations(expected, found), 6) << theta;
    if (theta != 0.25) continue;
    const double share = inside / weighted;  // of the images that are kept
    EXPECT_NEAR(wanted / images, share, 6 * std::sqrt(share / images));
  }
}

TEST(TiltedLevels, TiltsTopBitsAlone) {
  constexpr std::uint32_t pixels = 4, b = 3;
  Histogram expected;
  each_image(pixels, b, [&](const Counts& levels) {
    Counts counts(8);
    for (const std::uint32_t level : levels) ++counts[level];
    if (counts[4] + counts[5] + counts[6] + counts[7] >= 3) ++expected[counts];
  });
  for (const double theta : tilts) {
    const auto tilt = tilt_of(3, 5, theta);
    tilt->bits.push_back({1, pixels, tilted_law(theta, 1, 1)});
    TiltedLevels drawn({2, 1, b}, key, pixels, {0, 4, 5, 8}, TiltedView::top_bits, tilt);
    Histogram found;
    draw_all(drawn, [&] {
      LevelCounts counts = drawn.widen();
      while (counts.windows.middle_end < 8) counts = drawn.widen();
      Counts levels(8);
      std::uint32_t upper = 0;
      for (std::uint32_t level = 4; level < 8; ++level) upper += levels[level] = counts.at(level);
      EXPECT_EQ(counts.upper_half, upper);
      ++found[levels];
    });
    Histogram seen;  // of the upper half alone
    for (const auto& [counts, images] : expected) {
      Counts levels = counts;
      for (std::uint32_t level = 0; level < 4; ++level) levels[level] = 0;
      seen[levels] += images;
    }
    EXPECT_LT(deviations(seen, found), 6) << theta;
  }
}

TEST(TiltedLevels, TiltsAgreementWithTheCentre) {
  constexpr std::uint32_t pixels = 9;
  for (const double theta : tilts) {
    const auto tilt = tilt_of(4, 8, theta);
    tilt->bits.push_back({1, pixels, tilted_law(theta, 1, 3)});
    TiltedLevels drawn({3, 1, 2}, key, pixels, {1, 0, 0, 4}, TiltedView::agreeing, tilt);
    Histogram expected, found;
    for (std::uint32_t agreeing = 4; agreeing < 8; ++agreeing) {
      const double off = pixels - agreeing;
      expected[{agreeing}] =
          std::exp(std::lgamma(pixels + 1) - std::lgamma(agreeing + 1) - std::lgamma(off + 1)) *
          std::pow(3, off);
    }
    draw_all(drawn, [&] { ++found[{drawn.widen().at(0)}]; });
    EXPECT_LT(deviations(expected, found), 6) << theta;
  }
}

TEST(TiltedWeights, KeepsUniformImagesOfTheStratum) {
  const std::uint32_t weight[] = {1, 3};
  const std::uint64_t size[] = {3, 3};
  const WeightClasses classes{2, weight, size};
  const Shape shape{6, 1, 2};
  constexpr std::uint32_t begin = 25, end = 30;
  Histogram expected;
  each_image(6, 2, [&](const Counts& levels) {
    Counts counts(8);
    std::uint32_t height = 0;
    for (std::uint32_t i = 0; i < 6; ++i) {
      ++counts[i / 3 * 4 + levels[i]];
      height += weight[i / 3] * levels[i];
    }
    if (height >= begin && height < end) ++expected[counts];
  });
  for (const double theta : tilts) {
    const auto tilt = tilt_of(begin, end, theta);
    for (const std::uint32_t w : weight) {
      for (const std::uint32_t value : {2 * w, w}) {
        tilt->bits.push_back({value, 3, tilted_law(theta, value, 1)});
      }
    }
    TiltedWeights drawn(shape, key, classes, {{0, 3, 0}, {1, 4, 1}}, tilt);
    Histogram found;
    draw_all(drawn, [&] {
      GroupedCounts counts = drawn.widen();
      while (!(counts.known(0, 1) && counts.known(1, 2))) counts = drawn.widen();
      Counts caps;
      for (std::uint32_t c = 0; c < 2; ++c) {
        for (std::uint32_t cap = 0; cap < 4; ++cap) caps.push_back(counts.at(c, cap));
      }
      EXPECT_EQ(counts.reach, counts.caps[0] + 3 * counts.caps[1]);
      EXPECT_EQ(counts.caps[0], caps[1] + 2 * caps[2] + 3 * caps[3]);
      ++found[caps];
    });
    EXPECT_LT(deviations(expected, found), 6) << theta;
  }
}

}  // namespace
}  // namespace brink
