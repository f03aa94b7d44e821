// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/mpi/launch.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace brink {
namespace {

std::optional<Launch> launch_in(const std::map<std::string, std::string>& environment) {
  return find_launch([&](const char* name) {
    const auto found = environment.find(name);
    return found == environment.end() ? nullptr : found->second.c_str();
  });
}

void expect_rank(const std::optional<Launch>& launch, unsigned rank, unsigned ranks) {
  ASSERT_TRUE(launch.has_value());
  EXPECT_EQ(launch->rank, rank);
  EXPECT_EQ(launch->ranks, ranks);
}

TEST(Launch, ProcessAlone) {
  EXPECT_FALSE(launch_in({}));
  EXPECT_FALSE(launch_in({{"SLURM_NTASKS", "8"}}));  // a batch script, not a rank
  EXPECT_FALSE(launch_in({{"SLURM_STEP_NUM_TASKS", "8"}, {"SLURM_PROCID", "3"}}));
}

TEST(Launch, EachLauncher) {
  expect_rank(launch_in({{"OMPI_COMM_WORLD_RANK", "0"}, {"OMPI_COMM_WORLD_SIZE", "2"}}), 0, 2);
  expect_rank(launch_in({{"PMI_RANK", "6"}, {"PMI_SIZE", "7"}}), 6, 7);
  expect_rank(launch_in({{"PMIX_RANK", "1"}, {"SLURM_STEP_NUM_TASKS", "64"}}), 1, 64);
}

TEST(Launch, RanksOfOneMachine) {
  const std::map<std::string, std::string> ranks = {{"OMPI_COMM_WORLD_RANK", "1"},
                                                    {"OMPI_COMM_WORLD_SIZE", "4"}};
  EXPECT_FALSE(launch_in(ranks)->one_machine);  // unknown
  for (const auto& [of_machine, all] : {std::pair{"4", true}, {"2", false}, {"", false}}) {
    auto placed = ranks;
    placed.emplace("OMPI_COMM_WORLD_LOCAL_SIZE", of_machine);
    EXPECT_EQ(launch_in(placed)->one_machine, all);
  }
}

TEST(Launch, NetworksAreLookedForWhereTheyMayBeNeeded) {
  const auto setting_in = [](bool one_machine, const std::string& set) {
    return transport_setting({0, 2, one_machine},
                             [&](const char* name) { return set == name ? "self" : nullptr; });
  };
  EXPECT_FALSE(setting_in(false, ""));
  EXPECT_FALSE(setting_in(true, "OMPI_MCA_pml"));  // mpirun --mca pml
  EXPECT_FALSE(setting_in(true, "OMPI_MCA_btl"));
  ASSERT_TRUE(setting_in(true, "OMPI_MCA_other"));
  EXPECT_STREQ(setting_in(true, "")->name, "OMPI_MCA_pml");
}

TEST(Launch, OneRankNeedsNoMpi) {
  EXPECT_FALSE(launch_in({{"OMPI_COMM_WORLD_RANK", "0"}, {"OMPI_COMM_WORLD_SIZE", "1"}}));
}

TEST(Launch, CanBeDeclined) {
  const std::map<std::string, std::string> ranks = {{"PMI_RANK", "1"}, {"PMI_SIZE", "2"}};
  for (const char* const answer : {"0", "1"}) {
    auto answered = ranks;
    answered.emplace("BRINK_MPI", answer);
    EXPECT_EQ(launch_in(answered).has_value(), *answer == '1');
  }
}

TEST(Launch, NonsenseIsNoLaunch) {
  EXPECT_FALSE(launch_in({{"PMI_RANK", "2"}, {"PMI_SIZE", "2"}}));
  EXPECT_FALSE(launch_in({{"PMI_RANK", "-1"}, {"PMI_SIZE", "2"}}));
  EXPECT_FALSE(launch_in({{"PMI_RANK", "0"}, {"PMI_SIZE", "two"}}));
  EXPECT_FALSE(launch_in({{"PMI_RANK", ""}, {"PMI_SIZE", "2"}}));
}

}  // namespace
}  // namespace brink
