// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "cuda/classifier/linear/half_spaces.hpp"
#include "cuda/shape.hpp"
#include "host/config/config.hpp"

namespace brink {

/// The half-spaces of a class from a file (docs/spec/classes.md#linear): of a `halfspace` one, of
/// `voronoi` and `linear` one for each other prototype or score. Those that hold every image are
/// left out.
struct LinearTables {
  std::vector<std::int32_t> weight;
  std::vector<std::int64_t> offset;
  std::uint32_t most_weight = 0;
  bool one_size = true;

  /// @throw Error(Exit::failed) where the file has changed, Error(Exit::usage) where the class
  ///        holds every image
  LinearTables(const ClassifierConfig& config, Shape shape, std::int64_t threshold);

  /// Valid as long as the tables.
  HalfSpaces view() const;

 private:
  void add(const std::vector<std::int32_t>& weights, std::int64_t margin_offset, Shape shape);
};

}  // namespace brink
