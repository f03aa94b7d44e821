// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/classes/score_threshold.hpp"

#include <utility>

namespace brink {

BuiltClass built_by_score(double coverage, std::uint32_t levels, std::vector<WeightCount> weights) {
  // The classes of a shape are built one after the other, and often have one law.
  struct Last {
    double coverage = 0;
    std::uint32_t levels = 0;
    std::vector<WeightCount> weights;
    BuiltClass built;
  };
  thread_local Last last;
  if (last.coverage == coverage && last.levels == levels && last.weights == weights) {
    return last.built;
  }
  const ScoreLaw law(levels, weights);
  BuiltClass built;
  built.threshold = law.least_threshold(coverage);
  built.coverage = law.above(built.threshold);
  built.method = law.method();
  last = {coverage, levels, std::move(weights), built};
  return built;
}

BuiltClass built_by_sum(double coverage, std::uint32_t levels, std::uint64_t pixels) {
  return built_by_score(coverage, levels, {{1, pixels}});
}

}  // namespace brink
