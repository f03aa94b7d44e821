// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/classifier/network/state.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <random>

#include "cuda/classifier/network/bound.hpp"
#include "cuda/image_source.hpp"
#include "tests/cuda/naive_network.hpp"

namespace brink {
namespace {

using Image = std::vector<std::uint16_t>;

struct Built {
  Shape shape;
  std::uint32_t layers, width;
  std::uint64_t seed;
};

/// A network, and the memory in which it works.
class TestNetwork {
 public:
  explicit TestNetwork(const Built& built)
      : design{built.shape, built.layers, built.width},
        weight_(design.weights(built.layers)),
        readout_(design.stride()),
        scratch_(network_scratch(design)) {
    draw_network(design, built.seed, weight_.data(), readout_.data());
  }
  NetworkView view() const { return {design, weight_.data(), readout_.data()}; }

  /// Calls use(state) with the state of an image, which moves change.
  template <class Use>
  void with(Image& image, Use use) {
    with_network_state(view(), image.data(), scratch_.data(), [&](auto& state) {
      state.sum_up();
      use(state);
      return 0;
    });
  }
  std::int64_t score(Image image) {
    std::int64_t score = 0;
    with(image, [&](auto& state) { score = state.score(); });
    return score;
  }

  const NetworkDesign design;

 private:
  std::vector<std::int32_t> weight_, readout_, scratch_;
};

Image image_of(const Shape& shape, std::uint64_t seed, std::uint64_t number) {
  const ImageSource source{shape, seed, false};
  Image image(shape.pixels());
  for (std::uint64_t i = 0; i < image.size(); ++i) {
    image[i] = static_cast<std::uint16_t>(source.level(number, i));
  }
  return image;
}

const Built networks[] = {{{1, 1, 1}, 2, 4, 1},     {{1, 2, 16}, 3, 5, 2},  {{2, 1, 3}, 2, 8, 3},
                          {{3, 2, 8}, 3, 4, 4},     {{4, 1, 1}, 2, 16, 5},  {{5, 3, 2}, 3, 9, 6},
                          {{8, 1, 8}, 2, 12, 7},    {{9, 1, 16}, 3, 16, 8}, {{16, 2, 4}, 3, 7, 9},
                          {{13, 15, 16}, 3, 16, 10}};

class NetworkStateOf : public testing::TestWithParam<Built> {};
INSTANTIATE_TEST_SUITE_P(Networks, NetworkStateOf, testing::ValuesIn(networks));

TEST_P(NetworkStateOf, ScoresAsTheDefinition) {
  const Built& built = GetParam();
  const NaiveNetwork naive(built.shape, static_cast<int>(built.layers),
                           static_cast<int>(built.width), built.seed);
  TestNetwork network(built);
  for (std::uint64_t number = 0; number < 5; ++number) {
    const Image image = image_of(built.shape, 11, number);
    ASSERT_EQ(network.score(image), naive.score(image)) << number;
  }
}

TEST_P(NetworkStateOf, TheNegativeHasTheOppositeScore) {
  const Built& built = GetParam();
  TestNetwork network(built);
  for (std::uint64_t number = 0; number < 20; ++number) {
    Image image = image_of(built.shape, 12, number);
    const std::int64_t score = network.score(image);
    for (auto& level : image) level = static_cast<std::uint16_t>(built.shape.top_level() - level);
    ASSERT_EQ(network.score(image), -score) << number;
  }
}

TEST_P(NetworkStateOf, MovesKeepTheScoreAndBackRestores) {
  const Built& built = GetParam();
  TestNetwork network(built), fresh(built);
  std::mt19937 random(13);
  Image image = image_of(built.shape, 13, 0);
  const Image start = image;
  network.with(image, [&](auto& state) {
    const std::int64_t before = state.score();
    for (int move = 0; move < 40; ++move) {
      const std::size_t pixel = random() % image.size();
      state.move(pixel, static_cast<std::uint32_t>(random()) % built.shape.levels());
      ASSERT_EQ(state.score(), fresh.score(image)) << "move " << move << " of pixel " << pixel;
    }
    for (std::size_t i = 0; i < image.size(); ++i) state.move(i, start[i]);
    ASSERT_EQ(state.score(), before);
    // Compares more than the score: the slopes follow from every sum.
    state.find_slopes();
    Image again = start;
    fresh.with(again, [&](auto& other) {
      other.find_slopes();
      for (std::size_t i = 0; i < image.size(); ++i) {
        ASSERT_EQ(state.step_slope(i), other.step_slope(i)) << i;
      }
    });
  });
}

/// Where no unit is near an end of its range, a step changes the score by its slope.
TEST(NetworkState, SlopesAreFiniteDifferences) {
  int compared = 0, sloped = 0;
  for (const Built& built : {Built{{4, 1, 16}, 2, 4, 21}, Built{{6, 2, 16}, 2, 7, 22},
                             Built{{5, 1, 16}, 3, 4, 23}, Built{{8, 1, 16}, 3, 5, 24}}) {
    NaiveNetwork naive(built.shape, static_cast<int>(built.layers), static_cast<int>(built.width),
                       built.seed);
    TestNetwork network(built);
    // The most that a step of 2 can do to a sum: up to 4 positions of each channel pass it on.
    std::int64_t reach = 2;
    for (std::uint32_t layer = 1; layer < built.layers; ++layer) reach *= 4 * built.width;
    for (std::uint64_t number = 0; number < 60; ++number) {
      Image image = image_of(built.shape, 14, number);
      if (naive.margin(image) <= reach) continue;
      ++compared;
      const std::int64_t score = naive.score(image);
      network.with(image, [&](auto& state) {
        state.find_slopes();
        for (std::size_t i = 0; i < image.size(); ++i) {
          const std::uint16_t level = image[i];
          if (level == built.shape.top_level()) continue;
          Image next = image;
          ++next[i];
          ASSERT_EQ(state.step_slope(i), naive.score(next) - score) << i;
          if (state.step_slope(i) != 0) ++sloped;
        }
      });
    }
  }
  EXPECT_GT(compared, 40);
  EXPECT_GT(sloped, 500);
}

/// Moves never change the score by more than the bounds on their steps, and not by so much less
/// that the bounds would be useless.
TEST(NetworkBound, HoldsForRandomMoves) {
  std::mt19937 random(15);
  double nearest = 0;
  for (const Built& built :
       {Built{{1, 1, 4}, 2, 4, 31}, Built{{2, 1, 1}, 2, 8, 32}, Built{{4, 2, 2}, 2, 4, 33},
        Built{{8, 1, 8}, 3, 4, 34}, Built{{9, 1, 1}, 3, 16, 35}, Built{{5, 3, 16}, 2, 16, 36}}) {
    TestNetwork network(built);
    const NetworkBound bound(network.view());
    const std::uint32_t mask = NetworkBound::phases(network.design) - 1;
    const auto step = [&](std::size_t pixel) -> std::int64_t {
      const std::uint64_t plane = std::uint64_t{built.shape.n} * built.shape.n;
      const auto place = static_cast<std::uint32_t>(pixel % plane);
      return 2 * std::int64_t{bound.half_step(static_cast<std::uint32_t>(pixel / plane),
                                              place / built.shape.n & mask,
                                              place % built.shape.n & mask)};
    };
    for (std::uint64_t number = 0; number < 200; ++number) {
      Image image = image_of(built.shape, 16, number);
      const Image start = image;
      network.with(image, [&](auto& state) {
        const std::int64_t before = state.score();
        const std::size_t moves = number % 2 == 0 ? 1 : 1 + random() % image.size();
        for (std::size_t move = 0; move < moves; ++move) {
          state.move(random() % image.size(),
                     static_cast<std::uint32_t>(random()) % built.shape.levels());
        }
        std::int64_t most = 0;
        for (std::size_t i = 0; i < image.size(); ++i) {
          most += step(i) * std::abs(int{image[i]} - int{start[i]});
        }
        const std::int64_t change = std::abs(state.score() - before);
        ASSERT_LE(change, most);
        if (most > 0) {
          nearest = std::max(nearest, static_cast<double>(change) / static_cast<double>(most));
        }
      });
    }
  }
  EXPECT_GT(nearest, 0.5);
}

/// The ranges that docs/design/classes.md proves, for the largest possible network.
TEST(NetworkDesign, LargestSumsFitTheirIntegers) {
  for (std::uint32_t layers = least_network_layers; layers <= most_network_layers; ++layers) {
    const NetworkDesign design{{max_side, max_channels, max_bit_depth}, layers, most_network_width};
    for (std::uint32_t layer = 1; layer <= layers; ++layer) {
      const std::uint64_t terms = kernel_taps * design.channels(layer - 1);
      const auto largest = static_cast<std::uint64_t>(design.ceiling(layer - 1));
      EXPECT_LE(terms * largest, 0x7fffffffu) << layer;
      EXPECT_GT(design.ceiling(layer), design.ceiling(layer - 1));
    }
    const double score = 2 * static_cast<double>(design.units(layers)) * design.ceiling(layers);
    EXPECT_LT(score, 0x1p62);
  }
}

}  // namespace
}  // namespace brink
