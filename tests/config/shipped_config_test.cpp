// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <limits>
#include <set>

#include "tests/config/support.hpp"

namespace brink::test {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

using Integers = std::vector<std::uint32_t>;
using Reals = std::vector<double>;

Config shipped(const char* name) { return load_config(shipped_folder() / name, {}); }

std::set<std::string> types(const Config& config) {
  std::set<std::string> found;
  for (const ClassifierConfig& one : config.classifiers) {
    found.insert(one.type == "halfspace" ? one.type + " " + one.weights : one.type);
  }
  return found;
}

TEST(ShippedConfig, Quickstart) {
  const Config config = shipped("quickstart.toml");
  EXPECT_EQ(config.name, "quickstart");
  EXPECT_EQ(config.n, (Integers{16, 32, 64, 128, 256}));
  EXPECT_EQ(config.bit_depth, (Integers{1, 8}));
  EXPECT_EQ(config.p, (Reals{0, 1, 2, infinity}));
  EXPECT_EQ(config.radius.size(), 31U);
  EXPECT_EQ(types(config),
            (std::set<std::string>{"brightness", "halfspace rademacher", "halfspace binomial",
                                   "majority_bit", "hamming_ball", "dictator"}));
  EXPECT_EQ(config.classifiers[2].name, "gaussian");
}

TEST(ShippedConfig, Limits) {
  const Config config = shipped("limits.toml");
  EXPECT_EQ(config.n, (Integers{16, 32, 64, 128, 256, 512, 1024}));
  EXPECT_EQ(config.bit_depth, (Integers{1, 2, 4, 8}));
  EXPECT_EQ(config.p, (Reals{0, 0.5, 1, 2, infinity}));
  EXPECT_EQ(types(config),
            (std::set<std::string>{"brightness", "majority_bit", "halfspace rademacher",
                                   "halfspace binomial", "halfspace uniform", "halfspace sparse",
                                   "hamming_ball", "dictator", "parity"}));
}

TEST(ShippedConfig, BitDepth) {
  const Config config = shipped("bit_depth.toml");
  EXPECT_EQ(config.n, Integers{64});
  Integers depths;
  for (std::uint32_t b = 1; b <= 16; ++b) depths.push_back(b);
  EXPECT_EQ(config.bit_depth, depths);
  EXPECT_EQ(config.p, (Reals{0, 1, 2, infinity}));
  EXPECT_EQ(types(config), (std::set<std::string>{"brightness", "majority_bit",
                                                  "halfspace binomial", "hamming_ball"}));
}

TEST(ShippedConfig, LargeImages) {
  const Config config = shipped("large_images.toml");
  EXPECT_EQ(config.sampler, Sampler::multinomial);
  EXPECT_EQ(config.n, (Integers{64, 256, 1024, 4096, 16384, 65535}));
  EXPECT_EQ(config.bit_depth, (Integers{1, 4, 8}));
  EXPECT_EQ(types(config), (std::set<std::string>{"brightness", "majority_bit"}));
}

TEST(ShippedConfig, TextParsesBackAfterAnOverride) {
  for (const char* const name :
       {"quickstart.toml", "limits.toml", "bit_depth.toml", "large_images.toml"}) {
    const Config config = load_config(shipped_folder() / name, {"run.samples=10"});
    EXPECT_EQ(config.samples, 10U);
    expect_same(parse_config(config.text, name, {}), config);
    Config plain = shipped(name);
    plain.samples = 10;
    plain.text = config.text;
    expect_same(plain, config);
  }
}

}  // namespace
}  // namespace brink::test
