// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "host/config/load.hpp"
#include "host/error.hpp"

namespace brink::test {

/// A small config in which wrong configs are made by replacing a line.
inline const std::string small_config = R"([run]
samples = 100
[sweep]
n = [4, 8]
bit_depth = [1, 2]
[measure]
p = [0, "inf"]
radius_scale = [0.5, 1.0]
[[classifier]]
type = "brightness"
)";

inline std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  if (at == std::string::npos) ADD_FAILURE() << "nothing to replace: " << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

inline Config parse(const std::string& text, const std::vector<std::string>& overrides = {}) {
  return parse_config(text, "dir/small.toml", overrides);
}

/// The error line for a config. The test fails if there is no error.
inline std::string error_of(const std::string& text,
                            const std::vector<std::string>& overrides = {}) {
  try {
    parse_config(text, "bad.toml", overrides);
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Exit::usage);
    EXPECT_EQ(std::string(error.what()).find('\n'), std::string::npos) << error.what();
    return error.what();
  }
  ADD_FAILURE() << "accepted:\n" << text;
  return {};
}

inline void expect_same(const Config& a, const Config& b) {
  EXPECT_EQ(a.name, b.name);
  EXPECT_EQ(a.text, b.text);
  EXPECT_EQ(a.seed, b.seed);
  EXPECT_EQ(a.samples, b.samples);
  EXPECT_EQ(a.first_image, b.first_image);
  EXPECT_EQ(a.sampler, b.sampler);
  EXPECT_EQ(a.confidence, b.confidence);
  EXPECT_EQ(a.stop_half_width, b.stop_half_width);
  EXPECT_EQ(a.n, b.n);
  EXPECT_EQ(a.bit_depth, b.bit_depth);
  EXPECT_EQ(a.channels, b.channels);
  EXPECT_EQ(a.p, b.p);
  EXPECT_EQ(a.radius_mode, b.radius_mode);
  EXPECT_EQ(a.radius, b.radius);
  EXPECT_EQ(a.quantiles, b.quantiles);
  ASSERT_EQ(a.classifiers.size(), b.classifiers.size());
  for (std::size_t i = 0; i < a.classifiers.size(); ++i) {
    EXPECT_EQ(a.classifiers[i].name, b.classifiers[i].name);
    EXPECT_EQ(a.classifiers[i].type, b.classifiers[i].type);
    EXPECT_EQ(a.classifiers[i].coverage, b.classifiers[i].coverage);
    EXPECT_EQ(a.classifiers[i].seed, b.classifiers[i].seed);
    EXPECT_EQ(a.classifiers[i].weights, b.classifiers[i].weights);
    EXPECT_EQ(a.classifiers[i].max_weight, b.classifiers[i].max_weight);
    EXPECT_EQ(a.classifiers[i].density, b.classifiers[i].density);
    EXPECT_EQ(a.classifiers[i].pixel, b.classifiers[i].pixel);
    EXPECT_EQ(a.classifiers[i].prototypes, b.classifiers[i].prototypes);
  }
}

/// The folder of the configs that come with the program.
inline std::filesystem::path shipped_folder() { return BRINK_CONFIGS_FOLDER; }

}  // namespace brink::test
