// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/config/differences.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "host/config/load.hpp"

namespace brink {
namespace {

constexpr const char* base = R"([run]
seed = 5
samples = 1000
first_image = 3
[sweep]
n = [4, 8]
bit_depth = [1, 2]
channels = [1, 3]
[measure]
p = [0, 1, "inf"]
radius_scale = [0.5, 1.0]
[[classifier]]
type = "brightness"
coverage = 0.25
[[classifier]]
name = "gauss"
type = "halfspace"
weights = "binomial"
seed = 7
[[classifier]]
name = "few"
type = "halfspace"
weights = "sparse"
density = 0.2
[[classifier]]
name = "some"
type = "halfspace"
weights = "uniform"
max_weight = 3
[[classifier]]
type = "dictator"
pixel = 2
)";

/// The base with one piece of its text replaced.
Config changed(std::string piece, const std::string& by) {
  std::string text = base;
  text.replace(text.find(piece), piece.size(), by);
  return parse_config(text, "c.toml", {});
}

struct Case {
  std::string name, piece, by;  ///< what is replaced in the base
  std::string key;              ///< the only difference; none if empty
  bool more_work = false;
  std::string before = "", after = "";  ///< not checked if empty
};

class Differences : public testing::TestWithParam<Case> {};

TEST_P(Differences, AreFoundByTheirKeys) {
  const Case& expected = GetParam();
  const auto found = differences(changed("seed", "seed"), changed(expected.piece, expected.by));
  if (expected.key.empty()) {
    EXPECT_TRUE(found.empty()) << found[0].key;
    return;
  }
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].key, expected.key);
  EXPECT_EQ(found[0].more_work, expected.more_work);
  EXPECT_NE(found[0].before, found[0].after);
  if (!expected.before.empty()) {
    EXPECT_EQ(found[0].before, expected.before);
  }
  if (!expected.after.empty()) {
    EXPECT_EQ(found[0].after, expected.after);
  }
}

const std::vector<Case> cases = {
    {"Nothing", "seed = 5", "seed = 5", ""},
    {"Comment", "[sweep]", "# the grid\n[sweep]", ""},
    {"Default", "seed = 5", "seed = 5\nconfidence = 0.95", ""},
    {"OrderOfN", "n = [4, 8]", "n = [8, 4]", "sweep.n", true},
    {"OrderOfP", "p = [0, 1, \"inf\"]", "p = [\"inf\", 0, 1]", "measure.p", true},
    {"RealP", "p = [0, 1, \"inf\"]", "p = [0.0, 1.0, \"inf\"]", ""},

    {"MoreSamples", "samples = 1000", "samples = 1001", "run.samples", true, "1000", "1001"},
    {"MoreN", "n = [4, 8]", "n = [2, 4, 8]", "sweep.n", true, "[4, 8]", "[2, 4, 8]"},
    {"MoreBitDepth", "[1, 2]", "[1, 2, 16]", "sweep.bit_depth", true},
    {"MoreChannels", "[1, 3]", "[3, 1, 2]", "sweep.channels", true},
    {"MoreClassifiers", "[[classifier]]", "[[classifier]]\ntype = \"parity\"\n[[classifier]]",
     "classifier.parity", true, "missing", "\"parity\""},
    {"Confidence", "seed = 5", "seed = 5\nconfidence = 0.99", "run.confidence", true, "0.95",
     "0.99"},
    {"Quantiles", "[measure]", "[measure]\nquantiles = [0.5]", "measure.quantiles", true},
    {"Radii", "[0.5, 1.0]", "[0.5]", "measure.radius", true},
    {"RadiusMode", "radius_scale", "radius", "measure", true, "radius_scale", "radius"},

    {"Seed", "seed = 5", "seed = 6", "run.seed", false, "5", "6"},
    {"FirstImage", "first_image = 3", "first_image = 0", "run.first_image", false, "3", "0"},
    {"FewerSamples", "samples = 1000", "samples = 999", "run.samples", false},
    {"FewerN", "n = [4, 8]", "n = [8]", "sweep.n", false, "[4, 8]", "[8]"},
    {"OtherN", "n = [4, 8]", "n = [4, 9, 10]", "sweep.n", false},
    {"OtherBitDepth", "[1, 2]", "[1]", "sweep.bit_depth", false},
    {"OtherChannels", "[1, 3]", "[1]", "sweep.channels", false},
    {"MoreP", "p = [0, 1, \"inf\"]", "p = [0, 1, 2, \"inf\"]", "measure.p", true, "[0.0, 1.0, inf]",
     "[0.0, 1.0, 2.0, inf]"},
    {"FewerP", "p = [0, 1, \"inf\"]", "p = [1]", "measure.p", false},
    {"Coverage", "coverage = 0.25", "coverage = 0.5", "classifier.brightness.coverage", false},
    {"ClassifierSeed", "seed = 7", "seed = 8", "classifier.gauss.seed", false, "7", "8"},
    {"Weights", "\"binomial\"", "\"rademacher\"", "classifier.gauss.weights", false, "\"binomial\"",
     "\"rademacher\""},
    {"Density", "density = 0.2", "density = 0.3", "classifier.few.density", false},
    {"MaxWeight", "max_weight = 3", "max_weight = 4", "classifier.some.max_weight", false},
    {"Pixel", "pixel = 2", "pixel = 1", "classifier.dictator.pixel", false, "2", "1"},
};

INSTANTIATE_TEST_SUITE_P(Keys, Differences, testing::ValuesIn(cases),
                         [](const auto& test) { return test.param.name; });

TEST(Differences, OrderOfClassifiersOnly) {
  const Config before = changed("seed = 5", "seed = 5");
  Config after = before;
  std::swap(after.classifiers[0], after.classifiers[1]);
  const auto found = differences(before, after);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].key, "classifier");
  EXPECT_TRUE(found[0].more_work);
}

TEST(Differences, NameEveryKey) {
  const Config before = changed("seed = 5", "seed = 5");
  Config after = before;
  after.seed = 6;
  after.sampler = Sampler::exhaustive;
  after.samples = 0;
  after.classifiers.erase(after.classifiers.begin());
  std::vector<std::string> keys;
  for (const Difference& difference : differences(before, after)) keys.push_back(difference.key);
  EXPECT_EQ(keys, (std::vector<std::string>{"run.seed", "run.samples", "run.sampler",
                                            "classifier.brightness"}));
}

// [stop] uses these keys to decide where cells end, so they do not only affect derived tables.
TEST(DifferencesWithStop, WhatItLooksAtMayNotChange) {
  const std::string stop = "[stop]\nhalf_width = 0.01\n[sweep]";
  const Config before = changed("[sweep]", stop);
  const auto only = [&](const std::vector<std::string>& settings) {
    const auto found = differences(before, parse_config(before.text, "c.toml", settings));
    EXPECT_EQ(found.size(), 1u);
    EXPECT_FALSE(found.at(0).more_work) << found[0].key;
    return found[0].key;
  };
  EXPECT_EQ(only({"stop.half_width=0.02"}), "stop.half_width");
  EXPECT_EQ(only({"run.confidence=0.9"}), "run.confidence");
  EXPECT_EQ(only({"measure.radius_scale=[0.5]"}), "measure.radius");
  const auto added = differences(changed("seed", "seed"), before);
  ASSERT_EQ(added.size(), 1u);
  EXPECT_FALSE(added[0].more_work);
  EXPECT_EQ(added[0].before, "missing");
}

}  // namespace
}  // namespace brink
