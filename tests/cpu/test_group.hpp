// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <deque>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "host/classes/host_class.hpp"
#include "host/cpu/collector.hpp"
#include "host/cpu/draw/weight_stream.hpp"
#include "host/cpu/group/group.hpp"
#include "host/cpu/power_table.hpp"

namespace brink {

/// A group of cells whose thresholds are set by hand, at the seven p of the tests.
class TestGroup {
 public:
  explicit TestGroup(Shape shape, std::uint64_t seed = 1, bool exhaustive = false) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    job_.source = {shape, seed, exhaustive};
    for (const double p : {0.0, 0.5, 1.0, 1.5, 2.0, 3.0, infinity}) {
      CostRule rule;
      rule.norm.p = p;
      rule.real = !integer_costs(rule.norm, shape);
      if (rule.real) {
        tables_.push_back(power_table(p, shape.levels()));
        rule.powers = tables_.back().data();
      }
      job_.rules.push_back(rule);
      job_.grids.push_back(std::make_shared<const CostGrid>(rule.real));
    }
  }
  TestGroup(const TestGroup&) = delete;

  /// `kind` is the kind of weights, for halfspace only.
  void add(const std::string& type, std::int64_t threshold, const std::string& kind = "") {
    ClassifierConfig config;
    config.name = config.type = type;
    config.prototypes = 4;
    if (!kind.empty()) config.weights = kind;
    add(config, threshold);
  }
  /// Adds weights up to `most_weight`, where they are uniform.
  void add_half_space(const std::string& kind, std::uint32_t most_weight, std::int64_t threshold) {
    ClassifierConfig config;
    config.name = config.type = "halfspace";
    config.weights = kind;
    config.max_weight = most_weight;
    add(config, threshold);
  }

  void add(ClassifierConfig config, std::int64_t threshold) {
    config.seed = 77;
    config.density = 0.3;
    config.pixel = job_.source.shape.pixels() / 2;
    add_as_it_is(config, threshold);
  }

  void add_as_it_is(const ClassifierConfig& config, std::int64_t threshold) {
    const std::string& type = config.type;
    configs_.push_back(config);
    BuiltClass built;
    built.threshold = threshold;
    if (type == "halfspace") built.weights = weight_histogram(config, job_.source.shape);
    CellJob cell = make_cell_job(configs_.back(), job_.source.shape, std::move(built));
    for (const CostRule& rule : job_.rules) {
      const double p = rule.norm.p;
      const bool open_half_space = cell.weight.size() > 1 && p != 0 && p != 1 && !std::isinf(p);
      const bool open_cell =
          type == "voronoi" && job_.source.shape.b > 1 && p != 0 && p != 1 && !std::isinf(p);
      const bool open_linear = type == "linear" && p != 0 && p != 1 && !std::isinf(p);
      const bool open_table = type == "table" && p != 0 && !std::isinf(p);
      cell.bracket.push_back(type == "hash" || type == "network" || open_half_space || open_cell ||
                             open_linear || open_table);
      EXPECT_EQ(cell.bracket.back(), bracketed(cell, rule.norm)) << type << " p=" << p;
    }
    job_.cells.push_back(cell);
  }

  /// Adds one cell of every type and kind except `network`, whose attacks take milliseconds where
  /// the others take microseconds. Where there is a threshold, it is below 0 by `depth` of the
  /// largest score, so that nearly every image is deep inside the class.
  void add_every_classifier(double depth = 0) {
    const Shape& shape = job_.source.shape;
    const auto pixels = static_cast<std::int64_t>(shape.pixels());
    const auto below_zero = [&](std::int64_t largest) {
      return -static_cast<std::int64_t>(depth * static_cast<double>(largest));
    };
    add("brightness", below_zero(pixels * shape.top_level()));
    add("brightness", 9 + below_zero(pixels * shape.top_level()));
    for (const char* kind : {"rademacher", "sparse", "uniform", "binomial"}) {
      add("halfspace", 0, kind);
      CellJob& cell = job_.cells.back();
      std::int64_t total_weight = 0;
      for (std::size_t c = 0; c < cell.weight.size(); ++c) {
        total_weight += cell.weight[c] * static_cast<std::int64_t>(cell.weight_size[c]);
      }
      cell.plan.threshold = below_zero(total_weight * shape.top_level());
    }
    add("majority_bit", below_zero(pixels));
    add("hamming_ball", pixels - std::max<std::int64_t>(1, pixels / shape.levels()));
    add("dictator", 0);
    add("parity", 0);
    add("hash", 0);
    add("voronoi", 0);
  }

  /// Limits tallies to so many costs, not counting those that `limits` separate.
  void bound_tallies(std::size_t most, const std::vector<double>& limits) {
    for (std::size_t p = 0; p < job_.rules.size(); ++p) {
      job_.grids[p] = std::make_shared<const CostGrid>(job_.rules[p].real, limits, most);
    }
  }

  const GroupJob& job() const { return job_; }

 private:
  std::deque<ClassifierConfig> configs_;
  std::deque<std::vector<DoubleDouble>> tables_;
  GroupJob job_;
};

inline GroupOptions with_threads(unsigned threads) {
  GroupOptions options;
  options.threads = threads;
  return options;
}

}  // namespace brink
