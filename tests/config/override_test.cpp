// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/config/override.hpp"

#include <limits>

#include "host/config/toml_reader.hpp"
#include "tests/config/support.hpp"

namespace brink::test {
namespace {

const std::string two_classifiers = small_config + R"([[classifier]]
name = "gaussian"
type = "halfspace"
weights = "binomial"
[[classifier]]
name = "a.b"
type = "hamming_ball"
)";

TEST(Override, ReplacesValues) {
  const Config config = parse(two_classifiers, {"run.samples=1000", "sweep.n=[16, 32]",
                                                "measure.p=[0,\"inf\"]", "run.samples = 7"});
  EXPECT_EQ(config.samples, 7U);  // the last setting counts
  EXPECT_EQ(config.n, (std::vector<std::uint32_t>{16, 32}));
  EXPECT_EQ(config.p, (std::vector<double>{0, std::numeric_limits<double>::infinity()}));
}

TEST(Override, FindsClassifiersByNameAndIndex) {
  const Config config =
      parse(two_classifiers, {"classifier.gaussian.seed=9", "classifier.brightness.coverage=0.3",
                              "classifier.1.coverage=0.25", "classifier[2].coverage=0.125",
                              "classifier.\"a.b\".seed=11", "sweep.n[1]=5"});
  EXPECT_EQ(config.classifiers[0].coverage, 0.3);
  EXPECT_EQ(config.classifiers[1].seed, 9U);
  EXPECT_EQ(config.classifiers[1].coverage, 0.25);
  EXPECT_EQ(config.classifiers[2].coverage, 0.125);
  EXPECT_EQ(config.classifiers[2].seed, 11U);
  EXPECT_EQ(config.n, (std::vector<std::uint32_t>{4, 5}));
}

TEST(Override, CreatesMissingKeysAndTables) {
  const Config config =
      parse("", {"run.samples=3", "sweep.n=[2]", "sweep.bit_depth=[1]", "measure.p=[inf]",
                 "measure.radius_scale.start=0", "measure.radius_scale.stop=1",
                 "measure.radius_scale.count=3", "classifier=[{type=\"parity\"}]"});
  EXPECT_EQ(config.samples, 3U);
  EXPECT_EQ(config.radius, (std::vector<double>{0, 0.5, 1}));
  EXPECT_EQ(config.classifiers[0].name, "parity");
}

TEST(Override, TakesBareWordsAsStrings) {
  const Config config =
      parse(two_classifiers, {"run.seed=0xFFFFFFFFFFFFFFFF", "run.sampler=pixels",
                              "classifier.gaussian.weights=sparse", "classifier.0.name=über_uns",
                              "run.first_image=9223372036854775808"});
  EXPECT_EQ(config.seed, std::numeric_limits<std::uint64_t>::max());
  EXPECT_EQ(config.first_image, std::uint64_t{1} << 63);
  EXPECT_EQ(config.classifiers[1].weights, "sparse");
  EXPECT_EQ(config.classifiers[0].name, "über_uns");
}

TEST(Override, TextParsesBackToTheSameConfig) {
  const std::vector<std::vector<std::string>> settings = {
      {"run.samples=5"},
      {"run.seed=18446744073709551615", "run.confidence=0.1", "measure.quantiles=[0.1, 1e-300]"},
      {"measure.radius_scale={start=0.1,stop=0.7,count=13}", "measure.p=[0.30000000000000004,inf]"},
      {"classifier.0.name='1.ü-+_'", "sweep.channels=[3]"},
      {"classifier=[{type='parity'},{type='halfspace',weights='sparse',density=1}]"},
  };
  for (const auto& overrides : settings) {
    const Config config = parse(two_classifiers, overrides);
    expect_same(parse(config.text), config);
  }
}

struct WrongSetting {
  const char* setting;
  const char* start;
  const char* what;
};

TEST(Override, ErrorsNameTheSetting) {
  const WrongSetting wrong[] = {
      {"run.samples=0", "--set run.samples: run.samples: ", "0 is out of range; accepted: "},
      {"run.samples=many", "--set run.samples: run.samples: ", "the string \"many\" is not"},
      {"run.sampels=5", "--set run.sampels: run.sampels: ", "did you mean \"samples\"?"},
      {"sweep.n=[4,99999]", "--set sweep.n: sweep.n[1]: ", "99999 is out of range"},
      {"sweep.n=[4,", "--set sweep.n: sweep.n: ", "is not TOML"},
      {"sweep.n=", "--set sweep.n: sweep.n: ", "is not TOML"},
      {"sweep.n=1\nx=2", "--set sweep.n: sweep.n: ", "\\n"},
      {"sweep.n.2=7", "--set sweep.n.2: sweep.n.2: ", "index 0 to 1"},
      {"classifier.gausian.seed=1", "--set classifier.gausian.seed: classifier.gausian: ",
       "did you mean \"gaussian\"?; accepted: index 0 to 2, or a name: brightness, gaussian, a.b"},
      {"classifier.3.seed=1", "--set classifier.3.seed: classifier.3: ", "no such item"},
      {"classifier.-1.seed=1", "--set classifier.-1.seed: classifier.-1: ", "no such item"},
      {"classifier.0.seed=1", "--set classifier.0.seed: classifier[0].seed: ", "does not take"},
      {"run.samples.x=1", "--set run.samples.x: run.samples: ", "the integer 100 has no keys"},
      {"stop.half_width=1", "--set stop.half_width: stop.half_width: ", "1 is out of range"},
      {"measure.radius.start=1", "--set measure.radius.start: measure.radius: ", "one of"},
      {"run.samples", "--set \"run.samples\": key: ", "no \"=\""},
      {"", "--set \"\": key: ", "no \"=\""},
      {"=5", "--set \"=5\": key: ", "cannot be read"},
      {"run..samples=5", "--set \"run..samples=5\": key: ", "cannot be read"},
      {"run.=5", "--set \"run.=5\": key: ", "cannot be read"},
      {"sweep.n[]=5", "--set \"sweep.n[]=5\": key: ", "cannot be read"},
      {"sweep.n[1=5", "--set \"sweep.n[1=5\": key: ", "cannot be read"},
      {"sweep.n[1]x=5", "--set \"sweep.n[1]x=5\": key: ", "cannot be read"},
      {"run.sam ples=5", "--set run.sam ples: run.\"sam ples\": ", "did you mean"},
      {"a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a=5", "--set a.a", "too many parts"},
      {"run.\xff=5", "--set run.\\xff: key: ", "UTF-8"},
      {"classifier.0.name=\xff", "--set classifier.0.name: classifier.0.name: ", "\\xff"},
  };
  for (const WrongSetting& one : wrong) {
    const std::string line = error_of(two_classifiers, {one.setting});
    EXPECT_EQ(line.find(one.start), 0U) << line;
    EXPECT_NE(line.find(one.what), std::string::npos) << line;
    EXPECT_NE(line.find("; accepted: "), std::string::npos) << line;
  }
}

TEST(Override, MissingKeysOfNewTablesNameTheSetting) {
  const std::string line = error_of(replaced(small_config, "radius_scale = [0.5, 1.0]\n", ""),
                                    {"measure.radius.start=1"});
  EXPECT_EQ(line.find("--set measure.radius.start: measure.radius.stop: missing; "), 0U) << line;
}

TEST(Override, PrefersNamesToIndices) {
  Value table = parse_toml("x = [{name = \"1\", k = 0}, {name = \"0\", k = 0}]", "names.toml");
  apply_override(table, "x.1.k=5");
  EXPECT_EQ(table.find("x")->items[0].find("k")->integer, 5);
  EXPECT_EQ(table.find("x")->items[1].find("k")->integer, 0);
}

}  // namespace
}  // namespace brink::test
