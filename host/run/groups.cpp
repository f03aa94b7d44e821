// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/run/groups.hpp"

#include <algorithm>

#include "host/config/images_per_cell.hpp"

namespace brink {

std::vector<SweepGroup> groups_of(const Config& config) {
  std::vector<SweepGroup> groups;
  for (std::size_t h = 0; h < config.channels.size(); ++h) {
    for (std::size_t n = 0; n < config.n.size(); ++n) {
      for (std::size_t b = 0; b < config.bit_depth.size(); ++b) {
        groups.push_back({h, n, b, {config.n[n], config.channels[h], config.bit_depth[b]}});
      }
    }
  }
  return groups;
}

std::vector<std::size_t> places_of(const Results& results, const SweepGroup& group) {
  std::vector<std::size_t> places;
  for (std::size_t c = 0; c < results.config.classifiers.size(); ++c) {
    places.push_back(results.cell_index(c, group.channels, group.n, group.bit_depth));
  }
  return places;
}

std::uint64_t images_left(const Results& results, const SweepGroup& group) {
  const std::uint64_t wanted = images_per_cell(results.config, group.shape);
  std::uint64_t left = 0;
  for (const std::size_t place : places_of(results, group)) {
    const CellResult& cell = results.cells[place];
    if (!cell.done) left = std::max(left, wanted - cell.samples);
  }
  return left;
}

bool begun(const Results& results, const SweepGroup& group) {
  const std::vector<std::size_t> places = places_of(results, group);
  return std::any_of(places.begin(), places.end(),
                     [&](std::size_t place) { return results.cells[place].begun(); });
}

double pixels_drawn(const Config& config, Shape shape) {
  return static_cast<double>(images_per_cell(config, shape)) * static_cast<double>(shape.pixels());
}

double pixels_left(const Results& results, const SweepGroup& group) {
  return static_cast<double>(images_left(results, group)) *
         static_cast<double>(group.shape.pixels());
}

double pixels_left(const Results& results) {
  double pixels = 0;
  for (const SweepGroup& group : groups_of(results.config)) {
    pixels += pixels_left(results, group);
  }
  return pixels;
}

}  // namespace brink
