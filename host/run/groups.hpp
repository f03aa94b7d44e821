// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "cuda/shape.hpp"
#include "host/config/config.hpp"
#include "host/result/results.hpp"

namespace brink {

/// A shape of the sweep, as places in the config's lists.
struct SweepGroup {
  std::size_t channels, n, bit_depth;
  Shape shape;
};

/// The shapes of the sweep, in the order in which they are computed.
std::vector<SweepGroup> groups_of(const Config& config);

/// Where the cells of a shape are in the results, by classifier.
std::vector<std::size_t> places_of(const Results& results, const SweepGroup& group);

/// How many images must still be drawn at a shape.
std::uint64_t images_left(const Results& results, const SweepGroup& group);

/// Whether a cell of the shape holds images.
bool begun(const Results& results, const SweepGroup& group);

/// How many pixels all images of a shape have.
double pixels_drawn(const Config& config, Shape shape);

/// How many pixels must still be drawn at a shape.
double pixels_left(const Results& results, const SweepGroup& group);

/// How many pixels must still be drawn. Pixels that the cells of a shape share count once.
double pixels_left(const Results& results);

}  // namespace brink
