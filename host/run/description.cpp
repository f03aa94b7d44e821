// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/run/description.hpp"

#include <fmt/format.h>

#include <vector>

#include "host/config/images_per_cell.hpp"
#include "host/count_of.hpp"

namespace brink {

std::string describe_sweep(const Config& config) {
  std::string text;
  double pixels = 0;
  const std::vector<SweepGroup> groups = groups_of(config);
  for (const SweepGroup& group : groups) {
    const double drawn = pixels_drawn(config, group.shape);
    pixels += drawn;
    text += fmt::format("h={} n={} b={}: {} images of {} pixels, {:.3g} pixels to draw{}\n",
                        group.shape.h, group.shape.n, group.shape.b,
                        images_per_cell(config, group.shape), group.shape.pixels(), drawn,
                        config.sampler == Sampler::multinomial ? " as level counts"
                        : config.sampler == Sampler::counts    ? " as counts of each class"
                        : config.tilted()                      ? " in each stratum of each class"
                                                               : "");
  }
  std::string names;
  for (std::size_t c = 0; c < config.classifiers.size(); c += config.strata) {
    names += (names.empty() ? "" : ", ") + config.classifiers[c].class_name();
  }
  const std::string strata =
      config.tilted() ? fmt::format(" of {} strata", config.strata) : std::string();
  return text + fmt::format("{}: {}, each for {} ({}){}\n{:.3g} pixels in all\n",
                            count_of(groups.size() * config.classifiers.size(), "cell"),
                            count_of(groups.size(), "shape"),
                            count_of(config.classifiers.size() / config.strata, "classifier"),
                            names, strata, pixels);
}

ProgressGroup progress_group(const Results& results, std::size_t position,
                             const SweepGroup& group) {
  const Shape& shape = group.shape;
  const std::size_t together = results.config.classifiers.size();
  const std::size_t last = (position + 1) * together;
  const std::string cells =
      together == 1 ? fmt::format("{}", last) : fmt::format("{}-{}", last - together + 1, last);
  const std::string where = fmt::format("h={} n={} b={}", shape.h, shape.n, shape.b);
  const auto pixels = static_cast<double>(shape.pixels());
  return {fmt::format("{} {} of {}: {}", together == 1 ? "cell" : "cells", cells,
                      results.cells.size(), where),
          fmt::format("{}/{} {}", cells, results.cells.size(), where), pixels,
          pixels * static_cast<double>(images_left(results, group))};
}

}  // namespace brink
