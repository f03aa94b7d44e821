// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <random>
#include <utility>
#include <vector>

#include "host/cpu/simd/simd.hpp"
#include "host/cpu/weighted/prepared_weights.hpp"
#include "tests/cpu/each_instruction_set.hpp"

namespace brink {
namespace {

using SimdWeights = EachInstructionSet;
INSTANTIATE_TEST_SUITE_P(Sets, SimdWeights, testing::ValuesIn(simd::instruction_sets()),
                         instruction_set_name);

constexpr std::size_t word_counts[] = {16, 48, 176, 2048};

/// Random bits, no bit, and all bits.
std::vector<Buffer<std::uint32_t>> samples(std::size_t count, std::mt19937& random) {
  std::vector<Buffer<std::uint32_t>> result;
  for (int kind = 0; kind < 3; ++kind) {
    Buffer<std::uint32_t> words(count);
    for (std::size_t i = 0; i < count; ++i) {
      words[i] = kind == 0   ? 0
                 : kind == 1 ? ~std::uint32_t{0}
                             : static_cast<std::uint32_t>(random());
    }
    result.push_back(std::move(words));
  }
  return result;
}

TEST_P(SimdWeights, WeighsOnes) {
  std::mt19937 random(11);
  for (const std::uint32_t planes : {1u, 4u, simd::max_weight_planes}) {
    for (const std::size_t count : word_counts) {
      for (const auto& words : samples(count, random)) {
        Buffer<std::uint32_t> flip(count), plane(count * planes);
        for (std::size_t i = 0; i < count; ++i) flip[i] = static_cast<std::uint32_t>(random());
        for (std::size_t i = 0; i < count * planes; ++i) {
          plane[i] = static_cast<std::uint32_t>(random());
        }
        std::uint64_t expected = 0;
        for (std::size_t pixel = 0; pixel < count * 32; ++pixel) {
          const auto bit = [&](std::uint32_t word) { return word >> pixel % 32 & 1; };
          std::uint64_t weight = 0;
          for (std::uint32_t k = 0; k < planes; ++k) {
            weight += std::uint64_t{bit(plane[k * count + pixel / 32])} << k;
          }
          expected += weight * bit(words[pixel / 32] ^ flip[pixel / 32]);
        }
        ASSERT_EQ(simd::weigh_ones(words.data(), flip.data(), plane.data(), count, planes, count),
                  expected);
      }
    }
  }
}

/// Every pixel has a lane, and no other lane has a pixel.
TEST_P(SimdWeights, LaneOrderNamesEveryPixelOnce) {
  for (std::uint32_t b = 2; b <= 16; ++b) {
    const std::vector<std::uint32_t> order = lane_order(b);
    std::vector<int> seen(simd::padding_words * (32 / b));
    for (const std::uint32_t place : order) {
      ASSERT_LE(place, seen.size()) << b;
      if (place > 0) ++seen[place - 1];
    }
    for (const int times : seen) ASSERT_EQ(times, 1) << b;
  }
}

/// Weights in the order of the lanes, and the right results.
template <class Level, class Weight>
void expect_weighed(std::uint32_t b, std::size_t count, std::uint32_t below, bool largest,
                    std::mt19937& random) {
  const std::vector<std::uint32_t> order = lane_order(b);
  const std::uint32_t fields = 32 / b;
  const std::uint32_t top = (1u << b) - 1;
  const auto most = static_cast<std::int32_t>(simd::max_lane_weight);
  std::vector<std::int32_t> weight(count * fields);
  for (auto& w : weight) {
    const int random_weight = static_cast<int>(random() % (2 * simd::max_lane_weight + 1)) - most;
    w = largest ? (random() % 8 == 0 ? -most : most) : random() % 4 == 0 ? 0 : random_weight;
  }
  const std::size_t groups = count / simd::padding_words;
  Buffer<Weight> lanes(groups * order.size());
  std::int64_t weight_sum = 0;
  for (std::size_t lane = 0; lane < groups * order.size(); ++lane) {
    const std::uint32_t place = order[lane % order.size()];
    if (place == 0) continue;
    const std::size_t pixel = lane / order.size() * simd::padding_words * fields + place - 1;
    lanes[lane] = static_cast<Weight>(weight[pixel]);
    weight_sum += weight[pixel];
  }
  Buffer<Level> caps(lanes.size() + simd::padding_bytes), sizes(caps.size());
  for (const auto& words : samples(count, random)) {
    std::int64_t expected = 0;
    std::map<std::pair<std::uint32_t, std::uint32_t>, int> low, found;
    for (std::size_t pixel = 0; pixel < weight.size(); ++pixel) {
      const std::uint32_t x = words[pixel / fields] >> pixel % fields * b & top;
      const std::int32_t w = weight[pixel];
      expected += std::int64_t{w} * x;
      const std::uint32_t cap = w < 0 ? top - x : x;
      if (w != 0 && cap < below) ++low[{static_cast<std::uint32_t>(std::abs(w)), cap}];
    }
    const simd::Weighed weighed = simd::weigh_levels(
        words.data(), count, b, {lanes.data(), weight_sum}, {below, caps.data(), sizes.data()});
    ASSERT_EQ(weighed.sum, expected) << "b=" << b;
    for (std::size_t i = 0; i < weighed.listed; ++i) ++found[{sizes[i], caps[i]}];
    ASSERT_EQ(found, low) << "b=" << b << " below=" << below;
  }
}

TEST_P(SimdWeights, WeighsLevelsAndListsLowCaps) {
  std::mt19937 random(12);
  for (std::uint32_t b = 2; b <= 16; ++b) {
    for (const std::size_t count : word_counts) {
      const std::uint32_t below =
          count == 16 ? 0 : 1 + static_cast<std::uint32_t>(random()) % ((1u << b) - 1);
      for (const bool largest : {false, true}) {
        if (b <= 8) {
          expect_weighed<std::uint8_t, std::int8_t>(b, count, below, largest, random);
        } else {
          expect_weighed<std::uint16_t, std::int16_t>(b, count, below, largest, random);
        }
        if (HasFatalFailure()) return;
      }
    }
  }
}

}  // namespace
}  // namespace brink
