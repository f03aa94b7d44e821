// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/mpi/agreement.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "tests/mpi/local_channel.hpp"

namespace brink {
namespace {

using Arguments = std::vector<std::string>;

StartMessage started(const Arguments& arguments, const std::string& host = "a",
                     const std::string& folder = "/work") {
  return {arguments, host, folder};
}

TEST(Agreement, RanksThatDoNotDiffer) {
  EXPECT_EQ(disagreement({started({"run", "c.toml"})}), "");
  EXPECT_EQ(disagreement({started({"run", "c.toml"}), started({"run", "c.toml"})}), "");
  EXPECT_EQ(disagreement({started({}), started({}), started({})}), "");
}

TEST(Agreement, BothArgumentsAndTheirRanksAreNamed) {
  const auto differ = [](const Arguments& root, const Arguments& other) {
    return disagreement({started(root), started(root), started(other)});
  };
  EXPECT_EQ(differ({"run", "c.toml", "-o", "0.h5"}, {"run", "c.toml", "-o", "2.h5"}),
            "'-o 0.h5' on rank 0 and '-o 2.h5' on rank 2");
  EXPECT_EQ(differ({"run", "c.toml"}, {"info", "c.toml"}), "'run' on rank 0 and 'info' on rank 2");
  EXPECT_EQ(differ({"run", "c.toml"}, {"run", "c.toml", "--resume"}),
            "nothing on rank 0 and '--resume' on rank 2");
  EXPECT_EQ(differ({"run", "c.toml", "--resume"}, {"run", "c.toml"}),
            "'--resume' on rank 0 and nothing on rank 2");
  EXPECT_EQ(differ({"run", "--quiet", "--json"}, {"run", "--json", "--quiet"}),
            "'--quiet' on rank 0 and '--json' on rank 2");
  EXPECT_EQ(differ({"run", "--set", "run.seed=1"}, {"run", "--set", "run.seed=2"}),
            "'--set run.seed=1' on rank 0 and '--set run.seed=2' on rank 2");
  EXPECT_EQ(differ({"run", "a\nb"}, {"run", ""}), "'a?b' on rank 0 and '' on rank 2");
  EXPECT_EQ(differ({"a\n"}, {"a\t"}), "'a?' on rank 0 and 'a?' on rank 2");
}

TEST(Agreement, FoldersOfOneMachine) {
  const Arguments same = {"run", "c.toml"};
  EXPECT_EQ(disagreement({started(same, "a", "/0"), started(same, "a", "/1")}),
            "rank 0 in /0 and rank 1 in /1");
  EXPECT_EQ(disagreement({started(same, "a", "/0"), started(same, "b", "/1")}), "");
}

/// The error of root's agree() where rank `number` has the arguments that of_rank(number) gives.
std::string refusal(unsigned ranks, const std::function<Arguments(unsigned)>& of_rank, Exit& code) {
  LocalNetwork network(ranks);
  std::vector<std::jthread> others;
  for (unsigned rank = 1; rank < ranks; ++rank) {
    others.emplace_back([&, rank] {
      LocalChannel channel(network, rank);
      agree(channel, of_rank(rank));
    });
  }
  LocalChannel root(network, 0);
  try {
    agree(root, of_rank(0));
  } catch (const Error& error) {
    code = error.code();
    return error.what();
  }
  code = Exit::done;
  return "";
}

TEST(Agreement, OnlyRootRefuses) {
  Exit code = Exit::failed;
  EXPECT_EQ(refusal(
                4,
                [](unsigned) {
                  return Arguments{"run", "c.toml"};
                },
                code),
            "");
  EXPECT_EQ(code, Exit::done);
  const std::string text = refusal(
      4,
      [](unsigned rank) {
        return Arguments{"run", rank == 3 ? "d.toml" : "c.toml"};
      },
      code);
  EXPECT_EQ(code, Exit::usage);
  EXPECT_NE(text.find("'c.toml' on rank 0 and 'd.toml' on rank 3"), std::string::npos) << text;
  EXPECT_NE(text.find("BRINK_MPI=0"), std::string::npos) << text;
}

TEST(Agreement, ASignalOnARankIsNotMissed) {
  LocalNetwork network(3);
  network.put(0, {1, Tag::start, encode(started({"run"}))});
  network.put(0, {1, Tag::stopped, {}});
  LocalChannel root(network, 0);
  try {
    agree(root, {"run"});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Exit::interrupted);
  }
}

}  // namespace
}  // namespace brink
