// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/run/new_norms.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "host/error.hpp"
#include "host/result/file/names.hpp"
#include "host/run/drawing_again.hpp"
#include "host/run/running_clock.hpp"
#include "host/run/ticker.hpp"
#include "host/run/verifying.hpp"

namespace brink {
bool complete_norms(Results& results, const RunOptions& options) {
  std::vector<CellPlace> places = begun_places(results);
  std::erase_if(places,
                [&](const CellPlace& place) { return results.cells[place.index].lacking.empty(); });
  if (places.empty()) return true;
  const auto groups = drawn_together(results, std::move(places));
  double pixels = 0;
  for (const auto& group : groups) pixels += pixels_of(results, group);
  RunningClock clock;
  const auto now = [&] { return clock.now(); };
  const Ticker ticker(now);
  Progress progress(options.progress, pixels, 0, now);
  SharedTables tables;
  for (const auto& group : groups) {
    const Shape& shape = group.front().shape;
    progress.start_group({fmt::format("new p: h={} n={} b={}", shape.h, shape.n, shape.b), "",
                          static_cast<double>(shape.pixels()), pixels_of(results, group)});
    const std::vector<CellResult> right = draw_again(results, group, tables, options, progress);
    if (right.empty()) return false;
    for (std::size_t i = 0; i < group.size(); ++i) {
      CellResult& cell = results.cells[group[i].index];
      for (const std::size_t p : std::exchange(cell.lacking, {})) {
        cell.tallies.set(p, right[i].tallies.at(p));
      }
      const std::string difference = cell_difference(results.config, cell, right[i]);
      if (difference.empty()) continue;
      throw Error(Exit::bad_file,
                  fmt::format("{}: the file does not hold what its images give: {}; the file was "
                              "changed, or made by another version",
                              cell_name(results.config, group[i].index), difference));
    }
  }
  return true;
}

}  // namespace brink
