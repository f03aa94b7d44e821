// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/result/results.hpp"
#include "host/run/runner.hpp"

namespace brink {

/// Draws the images that cells hold once more, for the p that these cells lack. Until it has
/// come to its end the results are not fit to be written: a file holds every p of its config.
///
/// @return false if cancelled
/// @throw Error(Exit::bad_file) where the tallies at another p are not those that are found again
bool complete_norms(Results& results, const RunOptions& options);

}  // namespace brink
