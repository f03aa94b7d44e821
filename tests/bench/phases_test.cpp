// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/phases.hpp"

#include <gtest/gtest.h>

#include "bench/cell.hpp"

namespace brink::bench {
namespace {

/// What a run of the same images finds.
std::vector<CellTally> found_by_a_run(const GroupJob& job, std::uint64_t images) {
  return run_group(job, 0, images, {});
}

// What is timed in two phases must be the work of a run, or its shares mean nothing.
TEST(Phases, FindWhatARunFinds) {
  constexpr std::uint64_t images = 1000;  // none of which needs a second look
  for (const std::string& classifier :
       {classes::brightness, classes::majority_bit, classes::hamming_ball, classes::rademacher,
        classes::binomial}) {
    for (const CellSetup& setup :
         {CellSetup::of({classifier}, 8, 1), CellSetup::of({classifier}, 40, 8),
          CellSetup::of({classifier}, 64, 2), CellSetup::of({classifier}, 96, 4)}) {
      const GroupJob& job = cell(setup).job();
      std::vector<CellTally> tallies;
      run_in_phases(job, images, tallies);
      std::vector<CellTally> expected = found_by_a_run(job, images);
      ASSERT_EQ(tallies.size(), expected.size());
      EXPECT_EQ(tallies[0].samples, images) << classifier << " n=" << setup.n;
      EXPECT_EQ(tallies[0].in_class, expected[0].in_class) << classifier << " n=" << setup.n;
      for (std::size_t p = 0; p < job.rules.size(); ++p) {
        const Tally own = tallies[0].upper[p].tally();
        const Tally theirs = expected[0].upper[p].tally();
        EXPECT_EQ(own.cost, theirs.cost) << classifier << " n=" << setup.n << " rule " << p;
        EXPECT_EQ(own.count, theirs.count) << classifier << " n=" << setup.n << " rule " << p;
      }
    }
  }
}

}  // namespace
}  // namespace brink::bench
