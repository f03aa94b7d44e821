// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/mpi/messages.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <limits>
#include <random>

#include "host/error.hpp"

namespace brink {
namespace {

constexpr std::uint64_t largest = std::numeric_limits<std::uint64_t>::max();

TEST(Messages, TextsOfEveryLength) {
  for (std::size_t size = 0; size < 40; ++size) {
    std::string text;
    for (std::size_t i = 0; i < size; ++i) text.push_back(static_cast<char>(200 + i));
    EXPECT_EQ(decode_text(encode(text)), text);
  }
  EXPECT_EQ(decode_text(encode(std::string("a\0b", 3))), std::string("a\0b", 3));
}

TEST(Messages, Start) {
  const auto found = decode_start(encode(StartMessage{{"run", "", "c.toml"}, "node-3", "/work"}));
  EXPECT_EQ(found.arguments, (std::vector<std::string>{"run", "", "c.toml"}));
  EXPECT_EQ(found.host, "node-3");
  EXPECT_EQ(found.folder, "/work");
}

TEST(Messages, Setup) {
  const auto found = decode_setup(encode(SetupMessage{"0.1 (abc)", "quick", "[run]\nx = 1\n", 7}));
  EXPECT_EQ(found.version, "0.1 (abc)");
  EXPECT_EQ(found.config_name, "quick");
  EXPECT_EQ(found.config_text, "[run]\nx = 1\n");
  EXPECT_EQ(found.threads, 7u);
}

TEST(Messages, Ready) {
  const auto found = decode_ready(encode(ReadyMessage{12, "node-3"}));
  EXPECT_EQ(found.threads, 12u);
  EXPECT_EQ(found.host, "node-3");
}

TEST(Messages, RangeKeepsSignsOfThresholds) {
  const auto found =
      decode_range(encode(RangeMessage{{16384, 15, 16}, {{2, -5}, {0, 1ll << 60}}, {}}));
  EXPECT_EQ(found.shape.n, 16384u);
  EXPECT_EQ(found.shape.h, 15u);
  EXPECT_EQ(found.shape.b, 16u);
  ASSERT_EQ(found.cells.size(), 2u);
  EXPECT_EQ(found.cells[0].classifier, 2u);
  EXPECT_EQ(found.cells[0].threshold, -5);
  EXPECT_EQ(found.cells[1].threshold, 1ll << 60);
}

TEST(Messages, RangeOfASecondLook) {
  const auto found =
      decode_range(encode(RangeMessage{{4, 1, 2}, {}, {{0, {}}, {7, {2, 5, 9, largest}}}}));
  ASSERT_EQ(found.looks.size(), 2u);
  EXPECT_EQ(found.looks[0].p, 0u);
  EXPECT_EQ(found.looks[0].kept, CostIntervals{});
  EXPECT_EQ(found.looks[1].p, 7u);
  EXPECT_EQ(found.looks[1].kept, (CostIntervals{2, 5, 9, largest}));
}

TEST(Messages, Numbers) {
  const auto block = decode_block(encode(ImageRange{largest - 3, 3}));
  EXPECT_EQ(block.first, largest - 3);
  EXPECT_EQ(block.count, 3u);
  const auto done = decode_done(encode(DoneMessage{5, largest}));
  EXPECT_EQ(done.images, 5u);
  EXPECT_EQ(done.nanoseconds, largest);
  EXPECT_EQ(decode_number(encode(largest)), largest);
}

CostGrids some_grids(std::size_t norms, std::size_t most = most_tallied_costs) {
  return CostGrids(norms, std::make_shared<const CostGrid>(false, std::vector<double>{}, most));
}

std::vector<CellTally> some_tallies(std::size_t cells, std::size_t norms) {
  std::mt19937_64 random(5);
  std::vector<CellTally> tallies(cells, CellTally(some_grids(norms)));
  for (CellTally& tally : tallies) {
    tally.samples = random();
    tally.in_class = random();
    for (std::size_t p = 0; p < norms; ++p) {
      for (int i = 0; i < 300; ++i) {
        tally.upper[p].add(random() % 700);        // counted in an array
        tally.upper[p].add(1000 + random() % 50);  // around its end
        tally.upper[p].add(std::bit_cast<std::uint64_t>(0.5 + (i % 9) / 7.0));  // a real cost
        if (p % 2 == 1) tally.lower[p].add(random() % 3, random());
      }
    }
  }
  return tallies;
}

void expect_same(CellTally& found, CellTally& expected) {
  EXPECT_EQ(found.samples, expected.samples);
  EXPECT_EQ(found.in_class, expected.in_class);
  ASSERT_EQ(found.upper.size(), expected.upper.size());
  for (std::size_t p = 0; p < found.upper.size(); ++p) {
    EXPECT_EQ(found.upper[p].tally().cost, expected.upper[p].tally().cost);
    EXPECT_EQ(found.upper[p].tally().count, expected.upper[p].tally().count);
    EXPECT_EQ(found.lower[p].tally().cost, expected.lower[p].tally().cost);
    EXPECT_EQ(found.lower[p].tally().count, expected.lower[p].tally().count);
  }
}

TEST(Messages, TalliesArriveAsTheyWere) {
  auto tallies = some_tallies(3, 4);
  auto found = decode_tallies(encode(tallies), 3, some_grids(4));
  ASSERT_EQ(found.size(), 3u);
  for (std::size_t cell = 0; cell < 3; ++cell) expect_same(found[cell], tallies[cell]);
}

TEST(Messages, DecodedTalliesAddUp) {
  auto tallies = some_tallies(1, 4);
  auto sum = decode_tallies(encode(tallies), 1, some_grids(4));
  sum[0].add(decode_tallies(encode(tallies), 1, some_grids(4))[0]);
  tallies[0].add(CellTally(some_tallies(1, 4)[0]));
  expect_same(sum[0], tallies[0]);
}

TEST(Messages, TalliesKeepTheirResolution) {
  const CostGrids few = some_grids(1, 10);
  std::vector<CellTally> tallies(1, CellTally(few));
  for (std::uint64_t cost = 2000; cost < 3000; ++cost) tallies[0].upper[0].add(cost);
  auto found = decode_tallies(encode(tallies), 1, few);
  EXPECT_LE(found[0].upper[0].tally().cost.size(), 10u);
  EXPECT_EQ(found[0].upper[0].tally().bits, tallies[0].upper[0].tally().bits);
  expect_same(found[0], tallies[0]);
}

TEST(Messages, TalliesKeepTheSumOfASecondLook) {
  const Look look({2000, 2500}, 0.5, {16384, 15, 16});
  const CostGrids grids(1, std::make_shared<const CostGrid>(false, look));
  std::vector<CellTally> tallies(1, CellTally(grids));
  // More than 2^64 units.
  for (std::uint64_t cost = 2000; cost < 3000; ++cost)
    tallies[0].upper[0].add(cost, largest / 4000);
  auto found = decode_tallies(encode(tallies), 1, grids);
  expect_same(found[0], tallies[0]);
  const Tally &sum = found[0].upper[0].tally(), &expected = tallies[0].upper[0].tally();
  ASSERT_TRUE(sum.sum && expected.sum);
  EXPECT_TRUE(*sum.sum == *expected.sum);
  EXPECT_TRUE(*sum.sum >> 64 != 0);
}

TEST(Messages, CutOrLongOnesAreRefused) {
  auto tallies = some_tallies(1, 2);
  Words words = encode(tallies);
  words.push_back(0);
  EXPECT_THROW(decode_tallies(words, 1, some_grids(2)), Error);
  words.resize(words.size() - 2);
  EXPECT_THROW(decode_tallies(words, 1, some_grids(2)), Error);
  EXPECT_THROW(decode_range({8, 1, 1, 2, 0, 0, 1}), Error);
  const Words setup = encode(SetupMessage{"version", "name", "text of a config", 1});
  for (std::size_t size = 0; size < setup.size(); ++size) {
    EXPECT_THROW(decode_setup(Words(setup.begin(), setup.begin() + size)), Error) << size;
  }
  EXPECT_THROW(decode_text({largest}), Error);
  EXPECT_THROW(decode_number({}), Error);
  EXPECT_THROW(decode_number({1, 2}), Error);
  EXPECT_THROW(decode_block({1}), Error);
}

TEST(Messages, AsManyCountsAsCosts) {
  // samples, in class, upper: exact, 2 costs and 1 count, no sum; lower: exact, none
  EXPECT_THROW(decode_tallies({9, 9, 64, 2, 5, 6, 1, 4, 0, 64, 0, 0, 0}, 1, some_grids(1)), Error);
  EXPECT_NO_THROW(decode_tallies({9, 9, 64, 2, 5, 6, 2, 4, 1, 0, 64, 0, 0, 0}, 1, some_grids(1)));
}

}  // namespace
}  // namespace brink
