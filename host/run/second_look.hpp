// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "host/result/results.hpp"
#include "host/run/drawing_again.hpp"
#include "host/run/runner.hpp"

namespace brink {

/// Draws the images of places that belong together once more, and makes the rounded tallies of
/// `cells` exact at their quantiles and means (docs/design/tallies.md, "A second look").
///
/// @param cells what is known of the places, in their order
/// @return false if cancelled
bool look_again(const Results& found, const std::vector<CellPlace>& places,
                const std::vector<CellResult*>& cells, SharedTables& tables,
                const RunOptions& options, Progress& progress);

/// Whether a finished cell has a rounded tally whose quantiles and mean are not exact.
bool lacks_second_look(const Results& results);

/// Does look_again() for all such cells, and hands the results over after each shape.
///
/// @return false if cancelled
bool complete_second_look(Results& results, const RunOptions& options);

}  // namespace brink
