// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/cpu/draw/table_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "host/config/class_file.hpp"
#include "host/error.hpp"

namespace brink {

TableTables::TableTables(const ClassifierConfig& config, Shape shape, std::int64_t threshold) {
  if (config.has_file()) {
    score = class_array(config);
  } else {
    for (const std::int64_t g : config.scores) score.push_back(static_cast<std::int32_t>(g));
  }
  falling.resize(score.size());
  std::iota(falling.begin(), falling.end(), std::uint16_t{0});
  std::stable_sort(falling.begin(), falling.end(),
                   [&](std::uint16_t a, std::uint16_t b) { return score[a] > score[b]; });
  const std::int32_t least = score[falling.back()];
  const auto pixels = static_cast<std::int64_t>(shape.pixels());
  if (pixels * least > threshold) {
    throw Error(Exit::usage,
                fmt::format("classifier.{}: the score of an image of n = {} and {} channels is at "
                            "least {}, so the class holds every image; accepted: a threshold from "
                            "that on",
                            config.name, shape.n, shape.h, pixels * least));
  }
  far.assign(score.size(), static_cast<std::uint16_t>(shape.top_level()));
  const auto pass = [&](auto begin, auto end, auto distance) {
    std::uint32_t steps = shape.levels();
    for (auto g = begin; g != end; ++g, ++distance) {
      steps = *g == least ? 0 : steps + 1;
      *distance = static_cast<std::uint16_t>(std::min<std::uint32_t>(*distance, steps));
    }
  };
  pass(score.begin(), score.end(), far.begin());
  pass(score.rbegin(), score.rend(), far.rbegin());
}

TableScores TableTables::view() const {
  return {score.data(), falling.data(), far.data(), score[falling.back()], score[falling.front()]};
}

}  // namespace brink
