// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/result/summary/summary.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <sstream>

#include "tests/result/sample_results.hpp"

namespace brink {
namespace {

constexpr std::size_t most_columns = 100;

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

/// A class whose distance grows as n at p = 1 and not at all at p = inf, b = 1.
Results growing(std::vector<std::uint32_t> n) {
  Results results;
  Config& config = results.config;
  config.samples = 10;
  config.n = std::move(n);
  config.bit_depth = {1};
  config.p = {1, std::numeric_limits<double>::infinity()};
  config.radius = {1};
  config.classifiers.resize(1);
  config.classifiers[0].name = "a \"quoted\" name";
  config.classifiers[0].type = "brightness";
  for (const std::uint64_t side : config.n) {
    CellResult cell;
    cell.done = true;
    cell.samples = 10;
    cell.in_class = 4;
    cell.tallies = {{{false, {3 * side}, {4}}, {}}, {{false, {1}, {4}}, {}}};
    results.cells.push_back(cell);
  }
  return results;
}

TEST(SummaryTable, ShowsMediansAndExponentsInColumns) {
  const std::vector<std::string> lines = lines_of(summary_table(growing({4, 16})));
  ASSERT_GE(lines.size(), 6u);
  EXPECT_EQ(lines[2], "a \"quoted\" name (brightness)");
  EXPECT_EQ(lines[3], "  b    p  n=4  n=16  exponent  theory");
  EXPECT_EQ(lines[4], "  1    1   12    48     1.000   1.000");
  EXPECT_EQ(lines[5], "  1  inf    1     1     0.000   0.000");
}

TEST(SummaryTable, MarksBracketsAndWhatIsMissing) {
  Results results = growing({4, 16});
  EXPECT_EQ(summary_table(results).find("only bracketed"), std::string::npos);
  results.cells[0].tallies.change(0, [](CostTallies& tallies) {
    tallies.lower = Tally{false, {5}, {4}};
  });
  results.cells[1] = {};
  const std::string text = summary_table(results);
  EXPECT_NE(text.find("\n  1    1  <12     -         -   1.000   2.4x\n"), std::string::npos)
      << text;
  EXPECT_NE(text.find("\n  1  inf    1     -         -   0.000  exact\n"), std::string::npos)
      << text;
  EXPECT_NE(text.find("\n<: "), std::string::npos);
  EXPECT_NE(text.find("\nwidth: "), std::string::npos);
  EXPECT_NE(text.find("\n-: "), std::string::npos);
}

TEST(SummaryTable, FitsTheTerminalAndSaysWhatItLeavesOut) {
  std::vector<std::uint32_t> many;
  for (std::uint32_t n = 1; n <= 40; ++n) many.push_back(n);
  const std::string text = summary_table(growing(many));
  for (const std::string& line : lines_of(text)) EXPECT_LE(line.size(), most_columns) << line;
  EXPECT_NE(text.find("of 40 values of n shown"), std::string::npos);
  EXPECT_NE(text.find(" n=1 "), std::string::npos);
  EXPECT_NE(text.find(" n=40 "), std::string::npos);
  EXPECT_EQ(summary_table(growing({4, 16})).find("shown"), std::string::npos);
}

TEST(SummaryTable, ShowsChannelsWhereThereAreSeveral) {
  const std::string text = summary_table(sample::results());
  EXPECT_NE(text.find("\n  h  b    p "), std::string::npos) << text;
}

TEST(SummaryJson, IsTheExpectedText) {
  Results results = growing({4});
  results.config.p = {std::numeric_limits<double>::infinity()};
  results.cells[0].tallies = {{{false, {1}, {4}}, {}}};
  results.config.radius = {0, 1};
  const std::string json = summary_json(results);
  EXPECT_NE(
      json.find(R"("classifier": "a \"quoted\" name", "type": "brightness", "channels": 1, )"
                R"("bit_depth": 1, "p": "inf", "exponent": null, "theory_exponent": 0, )"
                R"("bracketed": false, "cells": [{"n": 4, "samples": 10, "in_class": 4, )"
                R"("coverage": 0.4, "median": 1, "median_lower": 1, "bracket_ratio": 1, "moved": )"
                R"([{"radius": 0, "fraction": 0, "lower": 0, )"),
      std::string::npos)
      << json;
  EXPECT_NE(json.find(R"({"radius": 1, "fraction": 1, "lower": 0.)"), std::string::npos);
}

TEST(SummaryJson, HasNullForWhatIsNotComputed) {
  Results results = growing({4});
  results.cells[0] = {};
  EXPECT_NE(summary_json(results).find(
                R"("samples": null, "in_class": null, "coverage": null, "median": null)"),
            std::string::npos);
}

}  // namespace
}  // namespace brink
