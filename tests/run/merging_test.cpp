// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/result/merge/merging.hpp"

#include <gtest/gtest.h>

#include "host/config/load.hpp"
#include "host/error.hpp"
#include "host/run/runner.hpp"
#include "tests/result/same_cells.hpp"

namespace brink {
namespace {

const std::string text = R"([run]
samples = 300
[sweep]
n = [3, 5]
bit_depth = [2]
channels = [1, 2]
[measure]
p = [0, 0.5, 2, "inf"]
radius_scale = [0.2, 0.5, 1]
[[classifier]]
type = "brightness"
[[classifier]]
type = "halfspace"
weights = "binomial"
)";

Results part(std::uint64_t first, std::uint64_t samples, std::vector<std::string> overrides = {}) {
  overrides.push_back("run.first_image=" + std::to_string(first));
  overrides.push_back("run.samples=" + std::to_string(samples));
  return run_sweep(parse_config(text, "parts.toml", overrides),
                   {"cpu", "cpu (SCALAR)", "", "run " + std::to_string(first)}, {});
}

TEST(Merging, PartsInAnyOrderAreTheWhole) {
  const Results whole = part(7, 300);
  Merger merger;
  merger.add("c", part(207, 100));
  merger.add("a", part(7, 50));
  merger.add("b", part(57, 150));
  const Results sum = merger.result("brink merge c a b -o d");
  EXPECT_EQ(sum.config.first_image, 7u);
  EXPECT_EQ(sum.config.samples, 300u);
  // The text inside the file belongs to the config, too.
  EXPECT_EQ(parse_config(sum.config.text, "inside", {}).samples, 300u);
  ASSERT_EQ(sum.cells.size(), whole.cells.size());
  for (std::size_t i = 0; i < sum.cells.size(); ++i) {
    EXPECT_TRUE(sum.cells[i].done);
    EXPECT_TRUE(sum.cells[i].ranges.empty()) << "nothing to tell from the whole run";
    expect_same_tallies(sum.cells[i], whole.cells[i]);
  }
  EXPECT_EQ(sum.provenance.device, "cpu");
  EXPECT_EQ(sum.provenance.earlier, "run 207\nrun 7\nrun 57");
}

TEST(Merging, GapsLeaveCellsPartDoneUntilTheyAreFilled) {
  Merger merger;
  merger.add("a", part(0, 100));
  merger.add("c", part(200, 100));
  Results gap = merger.result("");
  for (const CellResult& cell : gap.cells) {
    EXPECT_FALSE(cell.done);
    EXPECT_EQ(cell.samples, 200u);
    EXPECT_EQ(cell.ranges, (ImageRanges{{0, 100}, {200, 100}}));
  }
  try {
    complete_sweep(gap, {});
    ADD_FAILURE() << "a file with gaps was continued";
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("images 0..99, 200..299"), std::string::npos);
  }
  Merger filler;
  filler.add("gap", std::move(gap));
  filler.add("b", part(100, 100));
  const Results sum = filler.result("");
  const Results whole = part(0, 300);
  for (std::size_t i = 0; i < sum.cells.size(); ++i) {
    EXPECT_TRUE(sum.cells[i].done);
    expect_same_tallies(sum.cells[i], whole.cells[i]);
  }
}

TEST(Merging, PartDonePartsCount) {
  // The first part was interrupted after 40 of its 100 images.
  Results begun = part(0, 40);
  begun.config = parse_config(text, "parts.toml", {"run.samples=100"});
  for (CellResult& cell : begun.cells) cell.done = false;
  begun.cells[1] = {};
  Merger merger;
  merger.add("a", std::move(begun));
  merger.add("b", part(40, 60));
  const Results sum = merger.result("");
  EXPECT_EQ(sum.config.samples, 100u);
  const Results whole = part(0, 100);
  for (std::size_t i = 0; i < sum.cells.size(); ++i) {
    EXPECT_EQ(sum.cells[i].done, i != 1);
    if (i == 1) {
      EXPECT_EQ(sum.cells[i].ranges, (ImageRanges{{40, 60}}));
    } else {
      expect_same_tallies(sum.cells[i], whole.cells[i]);
    }
  }
}

/// The error line of adding `second` to `first`.
std::string refusal(Results first, Results second) {
  Merger merger;
  merger.add("a.h5", std::move(first));
  try {
    merger.add("b.h5", std::move(second));
    merger.result("");
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Exit::bad_file);
    EXPECT_EQ(std::string(error.what()).find('\n'), std::string::npos);
    return error.what();
  }
  ADD_FAILURE() << "merged";
  return {};
}

TEST(Merging, OverlapsAreRefusedByName) {
  EXPECT_EQ(refusal(part(0, 100), part(90, 100)),
            "b.h5: holds images 90..99 of brightness h=1 n=3 b=2, which a.h5 holds as well; "
            "accepted: disjoint ranges");
  // A merged file contains its ranges.
  Merger merger;
  merger.add("x", part(0, 100));
  merger.add("y", part(200, 100));
  EXPECT_NE(refusal(merger.result(""), part(150, 60)).find("holds images 200..209 of"),
            std::string::npos);
}

TEST(Merging, OtherSweepsAreRefusedByTheKeysThatDiffer) {
  const auto line = [](std::vector<std::string> overrides) {
    return refusal(part(0, 100), part(100, 100, std::move(overrides)));
  };
  EXPECT_NE(line({"run.seed=2"}).find("a.h5: run.seed is 1 there and 2 here"), std::string::npos);
  EXPECT_NE(line({"sweep.n=[3]"}).find("sweep.n"), std::string::npos);
  EXPECT_NE(line({"sweep.n=[5,3]"}).find("sweep.n"), std::string::npos) << "the order of cells";
  EXPECT_NE(line({"measure.p=[0,2,0.5,\"inf\"]"}).find("measure.p"), std::string::npos);
  EXPECT_NE(line({"measure.radius_scale=[1]"}).find("measure.radius"), std::string::npos);
  EXPECT_NE(line({"run.confidence=0.9"}).find("run.confidence"), std::string::npos);
  EXPECT_NE(line({"stop.half_width=0.1"}).find("stop.half_width"), std::string::npos);
  EXPECT_NE(
      line({"classifier.halfspace.seed=3"}).find("classifier.halfspace.seed is 1 there and 3"),
      std::string::npos);
  const std::string two = line({"run.seed=2", "run.sampler=multinomial", "classifier.1.type=parity",
                                "classifier.1={type=\"parity\",name=\"halfspace\"}"});
  EXPECT_NE(two.find("run.seed"), std::string::npos) << two;
  EXPECT_NE(two.find("classifier.halfspace.type"), std::string::npos) << two;
}

TEST(Merging, RangesTooFarApartForAnyConfigAreRefused) {
  const std::string line = refusal(part(0, 10), part(std::uint64_t{1} << 62, 10));
  EXPECT_NE(line.find("span 0..4611686018427387913"), std::string::npos) << line;
}

}  // namespace
}  // namespace brink
