// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/config/differences.hpp"

#include "tests/config/support.hpp"

namespace brink::test {
namespace {

const std::string two_classes = small_config + R"([[classifier]]
name = "gaussian"
type = "halfspace"
weights = "binomial"
)";

struct Change {
  const char* setting;  ///< of --set
  const char* text;     ///< of the difference
};

TEST(Differences, NameEverySettingThatDiffers) {
  const Change changes[] = {
      {"run.seed=2", "run.seed (1 and 2)"},
      {"run.samples=101", "run.samples (100 and 101)"},
      {"run.first_image=7", "run.first_image (0 and 7)"},
      {"run.confidence=0.9", "run.confidence (0.95 and 0.9)"},
      {"stop.half_width=0.1", "stop.half_width (none and 0.1)"},
      {"sweep.n=[8,4]", "sweep.n ([4, 8] and [8, 4])"},
      {"sweep.bit_depth=[1]", "sweep.bit_depth ([1, 2] and [1])"},
      {"sweep.channels=[3]", "sweep.channels ([1] and [3])"},
      {"measure.p=[0]", "measure.p ([0.0, inf] and [0.0])"},
      {"measure.radius_scale=[0.5]", "measure.radius_scale ([0.5, 1.0] and [0.5])"},
      {"measure.quantiles=[0,0.1,0.2,0.3,0.4,0.5,0.6,0.7,0.8]",
       "measure.quantiles ([0.05, 0.5, 0.95] and [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, ...])"},
      {"classifier.0.name=b",
       "classifier ([\"brightness\", \"gaussian\"] and [\"b\", \"gaussian\"])"},
      {"classifier.0.coverage=0.4", "classifier.brightness.coverage (0.5 and 0.4)"},
      {"classifier.gaussian.seed=3", "classifier.gaussian.seed (1 and 3)"},
      {"classifier.gaussian.weights=rademacher",
       "classifier.gaussian.weights (\"binomial\" and \"rademacher\")"},
  };
  for (const Change& change : changes) {
    EXPECT_EQ(
        difference_text(differences(parse(two_classes), parse(two_classes, {change.setting}))),
        change.text);
  }
  const auto found =
      differences(parse(two_classes), parse(two_classes, {"sweep.n=[4]", "run.seed=\"9\""}));
  EXPECT_EQ(difference_text(found), "run.seed (1 and 9), sweep.n ([4, 8] and [4])");
}

TEST(Differences, AbsoluteRadiiAreNotScales) {
  const auto found =
      differences(parse(small_config), parse(replaced(small_config, "radius_scale", "radius")));
  EXPECT_EQ(difference_text(found), "measure (radius_scale and radius)");
}

TEST(Differences, IgnoreHowThingsAreWritten) {
  std::string same =
      replaced(small_config, "samples = 100", "samples = 1_00 # a comment\nseed = 1");
  same = replaced(same, "[0.5, 1.0]", "{ start = 0.5, stop = 1, count = 2 }");
  same = replaced(same, "type = ", "name = \"brightness\"\ntype = ");
  EXPECT_TRUE(differences(parse(small_config), parse(same)).empty());
}

}  // namespace
}  // namespace brink::test
