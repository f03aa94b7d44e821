// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <limits>

#include "tests/config/support.hpp"

namespace brink::test {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

TEST(ValidConfig, FillsDefaults) {
  const Config config = parse(small_config);
  EXPECT_EQ(config.name, "small");
  EXPECT_EQ(config.text, small_config);
  EXPECT_EQ(config.seed, 1U);
  EXPECT_EQ(config.samples, 100U);
  EXPECT_EQ(config.first_image, 0U);
  EXPECT_EQ(config.sampler, Sampler::pixels);
  EXPECT_EQ(config.confidence, 0.95);
  EXPECT_EQ(config.stop_half_width, std::nullopt);
  EXPECT_EQ(config.n, (std::vector<std::uint32_t>{4, 8}));
  EXPECT_EQ(config.bit_depth, (std::vector<std::uint32_t>{1, 2}));
  EXPECT_EQ(config.channels, (std::vector<std::uint32_t>{1}));
  EXPECT_EQ(config.p, (std::vector<double>{0, infinity}));
  EXPECT_EQ(config.radius_mode, RadiusMode::scale);
  EXPECT_EQ(config.radius, (std::vector<double>{0.5, 1.0}));
  EXPECT_EQ(config.quantiles, (std::vector<double>{0.05, 0.5, 0.95}));
  ASSERT_EQ(config.classifiers.size(), 1U);
  EXPECT_EQ(config.classifiers[0].name, "brightness");
  EXPECT_EQ(config.classifiers[0].coverage, 0.5);
}

TEST(ValidConfig, ReadsEveryKey) {
  const Config config = parse(R"(
[run]
seed = 5
samples = 1_000
first_image = 7
sampler = "pixels"
confidence = 0.5
[stop]
half_width = 0.02
[sweep]
n = [16384, 1]
bit_depth = [16, 1]
channels = [15, 1]
[measure]
p = [0.5, inf, 3]
radius = { start = 1, stop = 2.5, count = 4 }
quantiles = [1, 0]
[[classifier]]
name = "größe_x"
type = "halfspace"
coverage = 0.25
weights = "uniform"
max_weight = 1023
seed = 9
[[classifier]]
type = "halfspace"
weights = "sparse"
density = 1
[[classifier]]
type = "dictator"
pixel = 0
[[classifier]]
type = "hamming_ball"
seed = "0xfF"
)");
  EXPECT_EQ(config.seed, 5U);
  EXPECT_EQ(config.samples, 1000U);
  EXPECT_EQ(config.first_image, 7U);
  EXPECT_EQ(config.confidence, 0.5);
  EXPECT_EQ(config.stop_half_width, 0.02);
  EXPECT_EQ(config.n, (std::vector<std::uint32_t>{16384, 1}));
  EXPECT_EQ(config.bit_depth, (std::vector<std::uint32_t>{16, 1}));
  EXPECT_EQ(config.channels, (std::vector<std::uint32_t>{15, 1}));
  EXPECT_EQ(config.p, (std::vector<double>{0.5, infinity, 3}));
  EXPECT_EQ(config.radius_mode, RadiusMode::absolute);
  EXPECT_EQ(config.radius, (std::vector<double>{1, 1.5, 2, 2.5}));
  EXPECT_EQ(config.quantiles, (std::vector<double>{1, 0}));
  ASSERT_EQ(config.classifiers.size(), 4U);
  EXPECT_EQ(config.classifiers[0].name, "größe_x");
  EXPECT_EQ(config.classifiers[0].coverage, 0.25);
  EXPECT_EQ(config.classifiers[0].weights, "uniform");
  EXPECT_EQ(config.classifiers[0].max_weight, 1023U);
  EXPECT_EQ(config.classifiers[0].seed, 9U);
  EXPECT_EQ(config.classifiers[1].name, "halfspace");
  EXPECT_EQ(config.classifiers[1].density, 1.0);
  EXPECT_EQ(config.classifiers[2].pixel, 0U);
  EXPECT_EQ(config.classifiers[3].seed, 255U);
}

TEST(ValidConfig, TakesWholeFloatsForIntegers) {
  const Config config = parse(R"(
[run]
seed = 1e3
samples = 1_000.0e+3
first_image = 18446744073708551615.0
[sweep]
n = [8.0, 1.6e1, 320e-1]
bit_depth = [1.0]
channels = [3.000]
[measure]
p = [1.0]
radius = { start = 0, stop = 1, count = 3.0 }
[[classifier]]
type = "voronoi"
prototypes = 4.0
seed = 9007199254740993.0
[[classifier]]
type = "dictator"
pixel = 0.0
)");
  EXPECT_EQ(config.seed, 1000U);
  EXPECT_EQ(config.samples, 1'000'000U);
  EXPECT_EQ(config.first_image, 18446744073708551615U);  // not a double
  EXPECT_EQ(config.n, (std::vector<std::uint32_t>{8, 16, 32}));
  EXPECT_EQ(config.bit_depth, (std::vector<std::uint32_t>{1}));
  EXPECT_EQ(config.channels, (std::vector<std::uint32_t>{3}));
  EXPECT_EQ(config.radius, (std::vector<double>{0, 0.5, 1}));
  EXPECT_EQ(config.classifiers[0].prototypes, 4U);
  EXPECT_EQ(config.classifiers[0].seed, 9007199254740993U);
  EXPECT_EQ(config.classifiers[1].pixel, 0U);
}

TEST(ValidConfig, TakesWholeFloatsFromTheCommandLine) {
  const Config config = parse(small_config, {"run.samples=1e6", "sweep.n=[8.0, 16.0]",
                                             "run.seed=1.8446744073709551615e19"});
  EXPECT_EQ(config.samples, 1'000'000U);
  EXPECT_EQ(config.n, (std::vector<std::uint32_t>{8, 16}));
  EXPECT_EQ(config.seed, 18446744073709551615U);
  EXPECT_NE(config.text.find("samples = 1e6\n"), std::string::npos) << config.text;
  expect_same(parse(config.text), config);
}

TEST(ValidConfig, TakesSeedsOf64Bits) {
  const auto seed = [](const std::string& text) {
    return parse(replaced(small_config, "[run]", "[run]\nseed = " + text)).seed;
  };
  EXPECT_EQ(seed("0"), 0U);
  EXPECT_EQ(seed("0xff"), 255U);
  EXPECT_EQ(seed("9223372036854775807"), 9223372036854775807U);
  EXPECT_EQ(seed("\"9223372036854775808\""), 9223372036854775808U);
  EXPECT_EQ(seed("\"18446744073709551615\""), 18446744073709551615U);
  EXPECT_EQ(seed("\"0xffffffffffffffff\""), 18446744073709551615U);
  EXPECT_EQ(seed("\"0xDEADBEEF00000001\""), 0xDEADBEEF00000001U);
}

TEST(ValidConfig, TakesTheLastImages) {
  const Config config = parse(replaced(small_config, "samples = 100",
                                       "samples = 1\nfirst_image = \"18446744073709551614\""));
  EXPECT_EQ(config.first_image, 18446744073709551614U);
}

TEST(ValidConfig, ExhaustiveIgnoresSamples) {
  const std::string tiny = replaced(small_config, "n = [4, 8]", "n = [4]");
  for (const char* const samples : {"", "samples = 100\nfirst_image = 0"}) {
    const Config config =
        parse(replaced(tiny, "samples = 100", std::string("sampler = \"exhaustive\"\n") + samples));
    EXPECT_EQ(config.sampler, Sampler::exhaustive);
    EXPECT_EQ(config.samples, 0U);
  }
}

TEST(ValidConfig, MultinomialTakesLargeImagesOfTheClassesThatSeeCounts) {
  std::string text = replaced(small_config, "samples = 100",
                              "samples = 100\nfirst_image = 7\nsampler = \"multinomial\"");
  text = replaced(text, "[4, 8]", "[4, 16384, 16385, 65535]");
  text += "[[classifier]]\ntype = \"majority_bit\"\n[[classifier]]\ntype = \"parity\"\n";
  const Config config = parse(text);
  EXPECT_EQ(config.sampler, Sampler::multinomial);
  EXPECT_EQ(config.samples, 100U);
  EXPECT_EQ(config.first_image, 7U);
  EXPECT_EQ(config.n, (std::vector<std::uint32_t>{4, 16384, 16385, 65535}));
  EXPECT_EQ(config.classifiers.size(), 3U);
}

TEST(ValidConfig, TakesTheQuickestSamplerThatServesEveryClass) {
  const std::string text =
      replaced(small_config, "samples = 100", "samples = 100\nsampler = \"auto\"");
  const Config counted = parse(replaced(text, "[4, 8]", "[4, 65535]"));
  EXPECT_EQ(counted.sampler, Sampler::counts);
  EXPECT_EQ(parse(text + "[[classifier]]\ntype = \"halfspace\"\n").sampler, Sampler::counts);
  EXPECT_EQ(parse(text + "[[classifier]]\ntype = \"hash\"\n").sampler, Sampler::pixels);
  // Unequal weights: pixels as long as all images are small.
  const std::string unequal =
      text + "[[classifier]]\ntype = \"halfspace\"\nweights = \"binomial\"\n";
  EXPECT_EQ(parse(unequal).sampler, Sampler::pixels);
  EXPECT_EQ(parse(replaced(unequal, "[4, 8]", "[4, 90]")).sampler, Sampler::pixels);
  EXPECT_EQ(parse(replaced(unequal, "[4, 8]", "[4, 91]")).sampler, Sampler::counts);
  EXPECT_EQ(parse(replaced(unequal, "\"auto\"", "\"counts\"")).sampler, Sampler::counts);
}

TEST(ValidConfig, SpacesRadiiEvenlyAndEndsExactly) {
  const auto radii = [](const std::string& range) {
    return parse(replaced(small_config, "[0.5, 1.0]", range)).radius;
  };
  const std::vector<double> grid = radii("{ start = 0.0, stop = 1.5, count = 31 }");
  ASSERT_EQ(grid.size(), 31U);
  for (std::size_t i = 0; i < grid.size(); ++i) {
    EXPECT_DOUBLE_EQ(grid[i], 0.05 * static_cast<double>(i));
  }
  EXPECT_EQ(grid.front(), 0.0);
  EXPECT_EQ(grid.back(), 1.5);
  // 0.1 + 6 (0.5 - 0.1) / 6 is not 0.5 in doubles.
  EXPECT_EQ(radii("{ start = 0.1, stop = 0.5, count = 7 }").back(), 0.5);
  EXPECT_EQ(radii("{ start = 2, stop = 2, count = 1 }"), std::vector<double>{2});
  EXPECT_EQ(radii("{ start = 0, stop = 1, count = 100000 }").size(), 100'000U);
}

TEST(ValidConfig, MinusZeroIsZero) {
  const Config config =
      parse(replaced(replaced(small_config, "[0, \"inf\"]", "[-0.0]"), "[0.5, 1.0]", "[-0.0]"));
  EXPECT_FALSE(std::signbit(config.p[0]));
  EXPECT_FALSE(std::signbit(config.radius[0]));
}

TEST(ValidConfig, TakesThePThatTheErrorNames) {
  // 64 pixels of 4 levels; see PTooLarge among the wrong configs.
  EXPECT_EQ(parse(replaced(small_config, "[0, ", "[631.56, ")).p[0], 631.56);
  error_of(replaced(small_config, "[0, ", "[631.58, "));
  // At one bit a step is the whole range, so costs are counts for every p.
  const std::string one_bit = replaced(small_config, "[1, 2]", "[1]");
  EXPECT_EQ(parse(replaced(one_bit, "[0, ", "[1e300, ")).p[0], 1e300);
}

TEST(ValidConfig, LineEndsAndByteOrderMarksDoNotMatter) {
  std::string windows = "\xEF\xBB\xBF";
  for (const char c : small_config) windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
  EXPECT_EQ(parse(windows).samples, 100U);
}

}  // namespace
}  // namespace brink::test
