// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "cuda/classifier/table/scores.hpp"
#include "cuda/shape.hpp"
#include "host/config/config.hpp"

namespace brink {

/// The scores of a `table`, and what the solver wants to know of them (docs/spec/classes.md#table).
struct TableTables {
  std::vector<std::int32_t> score;
  std::vector<std::uint16_t> falling;
  std::vector<std::uint16_t> far;

  /// @throw Error(Exit::failed) where the file has changed, Error(Exit::usage) where the class
  ///        holds every image
  TableTables(const ClassifierConfig& config, Shape shape, std::int64_t threshold);

  /// Valid as long as the tables.
  TableScores view() const;
};

}  // namespace brink
