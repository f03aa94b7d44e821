// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/mpi/team.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <thread>

#include "host/config/load.hpp"
#include "host/mpi/build_name.hpp"
#include "host/mpi/service.hpp"
#include "host/run/group_job.hpp"
#include "tests/deadline.hpp"
#include "tests/mpi/local_channel.hpp"

namespace brink {
namespace {

constexpr const char* config_text = R"(
[run]
samples = 300
[sweep]
n = [5, 40]
bit_depth = [3]
[measure]
p = [0, 0.5, 2, "inf"]
radius_scale = [1.0]
[[classifier]]
type = "brightness"
[[classifier]]
name = "gauss"
type = "halfspace"
weights = "binomial"
)";

const std::atomic<bool> never{false};

/// Ranks that serve root, each in a thread.
class Served {
 public:
  explicit Served(
      unsigned ranks, std::uint64_t block = 0,
      const std::function<GroupRunner(unsigned rank)>& runner_of =
          [](unsigned) { return GroupRunner(run_group); },
      const std::atomic<bool>& interrupted = never)
      : network(ranks), channel(network, 0), team(channel, block), codes(ranks, Exit::failed) {
    for (unsigned rank = 1; rank < ranks; ++rank) {
      threads.emplace_back([this, rank, run = runner_of(rank), &interrupted] {
        LocalChannel own(network, rank);
        codes[rank] = serve(own, run, interrupted);
      });
    }
  }

  LocalNetwork network;
  LocalChannel channel;
  Team team;
  std::vector<Exit> codes;
  std::vector<std::jthread> threads;  // last member: joined first
};

class TeamTest : public testing::Test {
 protected:
  GroupJob job(Shape shape) { return make_group_job(config, shape, tables_); }

  const Config config = parse_config(config_text, "test.toml", {});

 private:
  SharedTables tables_;
};

void expect_same(std::vector<CellTally> found, std::vector<CellTally> expected) {
  ASSERT_EQ(found.size(), expected.size());
  EXPECT_EQ(encode(found), encode(expected));
}

TEST_F(TeamTest, SameTalliesForAnyRanksAndBlocks) {
  const GroupJob small = job({5, 1, 3});
  const auto expected = run_group(small, 7, 300, {});
  for (const unsigned ranks : {2u, 3u, 5u}) {
    for (const std::uint64_t block : {1, 17, 1000}) {
      Served served(ranks, block);
      served.team.set_up(config, 2, never);
      const GroupRunner run = served.team.runner(run_group);
      expect_same(run(small, 7, 300, {}), expected);
      EXPECT_TRUE(served.team.end(Exit::done, long_enough));
    }
  }
}

TEST_F(TeamTest, LongRangesAreSharedAndShortOnesNot) {
  std::atomic<std::uint64_t> elsewhere{0};
  Served served(3, 0, [&](unsigned) {
    return [&](const GroupJob& group, std::uint64_t first, std::uint64_t count,
               const GroupOptions& options) {
      elsewhere += count;
      return run_group(group, first, count, options);
    };
  });
  served.team.set_up(config, 1, never);
  const GroupRunner run = served.team.runner(run_group);
  const GroupJob group = job({40, 1, 3});
  expect_same(run(group, 0, 100, {}), run_group(group, 0, 100, {}));
  EXPECT_EQ(elsewhere, 0u);
  expect_same(run(group, 50, 30'000, {}), run_group(group, 50, 30'000, {}));
  EXPECT_GT(elsewhere, 0u);
  EXPECT_TRUE(served.team.end(Exit::done, long_enough));
}

TEST_F(TeamTest, RangesAndShapesFollowEachOther) {
  Served served(3, 11);
  served.team.set_up(config, 0, never);
  const GroupRunner run = served.team.runner(run_group);
  for (const Shape shape : {Shape{5, 1, 3}, Shape{40, 1, 3}, Shape{5, 1, 3}}) {
    const GroupJob group = job(shape);
    std::vector<CellTally> sum = group.tallies();
    for (const std::uint64_t first : {0, 50, 60}) {
      const std::uint64_t count = first == 50 ? 10 : 50;
      const auto part = run(group, first, count, {});
      for (std::size_t c = 0; c < sum.size(); ++c) sum[c].add(part[c]);
    }
    expect_same(sum, run_group(group, 0, 110, {}));
  }
  EXPECT_TRUE(served.team.end(Exit::done, long_enough));
}

TEST_F(TeamTest, SomeCellsOfAGroupWithThresholdsOfRoot) {
  Served served(2, 5);
  served.team.set_up(config, 1, never);
  GroupJob group = job({5, 1, 3});
  group.cells.erase(group.cells.begin());
  group.cells[0].plan.threshold = 3;
  expect_same(served.team.runner(run_group)(group, 0, 100, {}), run_group(group, 0, 100, {}));
  EXPECT_TRUE(served.team.end(Exit::done, long_enough));
}

TEST_F(TeamTest, ProgressCountsEveryImageOnce) {
  Served served(3, 13);
  served.team.set_up(config, 2, never);
  std::atomic<std::uint64_t> images{0};
  GroupOptions options;
  options.progress = [&](std::uint64_t more) { images += more; };
  served.team.runner(run_group)(job({5, 1, 3}), 0, 300, options);
  EXPECT_EQ(images, 300u);
  EXPECT_TRUE(served.team.end(Exit::done, long_enough));
}

TEST_F(TeamTest, EveryRankReturnsTheExitCode) {
  Served served(4);
  EXPECT_TRUE(served.team.end(Exit::bad_file, long_enough));  // with no set-up at all
  served.threads.clear();
  for (unsigned rank = 1; rank < 4; ++rank) EXPECT_EQ(served.codes[rank], Exit::bad_file);
}

TEST_F(TeamTest, FailureOfARankIsRoots) {
  Served served(3, 10, [](unsigned rank) {
    return [rank](const GroupJob& group, std::uint64_t first, std::uint64_t count,
                  const GroupOptions& options) -> std::vector<CellTally> {
      if (rank == 2) throw std::runtime_error("the device fell off");
      return run_group(group, first, count, options);
    };
  });
  served.team.set_up(config, 1, never);
  try {
    served.team.runner(run_group)(job({40, 1, 3}), 0, 1'000'000'000, {});
    FAIL();
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(), "rank 2 on host1: the device fell off");
    EXPECT_EQ(error.code(), Exit::failed);
  }
  EXPECT_TRUE(served.team.end(Exit::failed, long_enough));
}

TEST_F(TeamTest, FailureOfRootEndsTheRange) {
  Served served(2, 10);
  served.team.set_up(config, 1, never);
  const GroupRunner broken = [](const GroupJob&, std::uint64_t, std::uint64_t,
                                const GroupOptions&) -> std::vector<CellTally> {
    throw std::runtime_error("broken");
  };
  EXPECT_THROW(served.team.runner(broken)(job({40, 1, 3}), 0, 1'000'000'000, {}),
               std::runtime_error);
  EXPECT_TRUE(served.team.end(Exit::failed, long_enough));
}

TEST_F(TeamTest, CancelledRangeHasNoTally) {
  Served served(3, 10);
  served.team.set_up(config, 1, never);
  std::atomic<bool> cancelled{false};
  GroupOptions options;
  options.cancelled = &cancelled;
  options.progress = [&](std::uint64_t) { cancelled = true; };
  const GroupRunner run = served.team.runner(run_group);
  EXPECT_TRUE(run(job({40, 1, 3}), 0, 1'000'000'000, options).empty());
  EXPECT_TRUE(run(job({40, 1, 3}), 0, 1'000'000'000, options).empty());
  EXPECT_TRUE(served.team.end(Exit::interrupted, long_enough));
}

TEST_F(TeamTest, SignalStopsEvenRangesThatCannotBeCancelled) {
  Served served(2, 10);
  std::atomic<bool> interrupted{false};
  served.team.set_up(config, 1, interrupted);
  GroupOptions options;
  options.progress = [&](std::uint64_t) { interrupted = true; };
  EXPECT_TRUE(served.team.runner(run_group)(job({40, 1, 3}), 0, 1'000'000'000, options).empty());
  EXPECT_TRUE(served.team.end(Exit::interrupted, long_enough));
}

TEST_F(TeamTest, SignalOnARankStopsTheRun) {
  std::atomic<bool> interrupted{false};
  Served served(
      3, 10, [](unsigned) { return GroupRunner(run_group); }, interrupted);
  served.team.set_up(config, 1, never);
  GroupOptions options;
  options.progress = [&](std::uint64_t) { interrupted = true; };
  EXPECT_TRUE(served.team.runner(run_group)(job({40, 1, 3}), 0, 1'000'000'000, options).empty());
  EXPECT_TRUE(served.team.end(Exit::interrupted, long_enough));
  served.threads.clear();
  EXPECT_EQ(served.codes[1], Exit::interrupted);
}

TEST_F(TeamTest, SignalWhileRanksGetReady) {
  const std::atomic<bool> interrupted{true};
  Served served(
      2, 0, [](unsigned) { return GroupRunner(run_group); }, interrupted);
  served.network.put(0, {1, Tag::stopped, {}});  // however slow the rank's thread starts
  EXPECT_THROW(served.team.set_up(config, 1, never), Error);
  EXPECT_TRUE(served.team.end(Exit::interrupted, long_enough));
  LocalNetwork silent(2);
  LocalChannel channel(silent, 0);
  EXPECT_THROW(Team(channel).set_up(config, 1, interrupted), Error);
}

TEST_F(TeamTest, OtherVersionIsRefused) {
  LocalNetwork network(2);
  network.put(1, {0, Tag::setup, encode(SetupMessage{"9.9 (other)", "c", config_text, 1})});
  network.put(1, {0, Tag::end, encode(std::uint64_t{1})});
  LocalChannel channel(network, 1);
  EXPECT_EQ(serve(channel, run_group, never), Exit::failed);
  const auto reply = network.get(0);
  ASSERT_TRUE(reply && reply->tag == Tag::failed);
  const std::string text = decode_text(reply->words);
  EXPECT_NE(text.find("9.9 (other)"), std::string::npos) << text;
  EXPECT_NE(text.find(build_name()), std::string::npos) << text;
  EXPECT_EQ(network.get(0)->tag, Tag::bye);
}

TEST_F(TeamTest, DeadRankIsNotWaitedForLong) {
  LocalNetwork network(2);  // nobody serves
  LocalChannel channel(network, 0);
  Team team(channel);
  EXPECT_FALSE(team.end(Exit::failed, std::chrono::milliseconds(20)));
  channel.lost = true;
  EXPECT_FALSE(team.end(Exit::failed));
}

TEST_F(TeamTest, RootsNumberOnItsMachine) {
  LocalNetwork network(5);
  LocalChannel root(network, 0), other(network, 3);
  EXPECT_EQ(Team(root).local_rank(), 0u);
  EXPECT_EQ(Team(other).local_rank(), 1u);  // as if it were root: two of them share a host
}

TEST_F(TeamTest, Description) {
  Served alike(3);
  alike.team.set_up(config, 0, never);
  EXPECT_EQ(alike.team.description(2), " on each of 3 ranks on 2 hosts");
  EXPECT_EQ(alike.team.description(3), " on root, 7 threads on 3 ranks on 2 hosts");
  EXPECT_TRUE(alike.team.end(Exit::done, long_enough));
  Served two(2);
  two.team.set_up(config, 4, never);
  EXPECT_EQ(two.team.description(4), " on each of 2 ranks");
  EXPECT_TRUE(two.team.end(Exit::done, long_enough));
}

}  // namespace
}  // namespace brink
