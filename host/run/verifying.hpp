// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "host/result/results.hpp"
#include "host/run/runner.hpp"

namespace brink {

/// How a file is verified.
struct VerifyOptions {
  RunOptions run;                    ///< run_group, threads and progress are used
  std::optional<std::size_t> cells;  ///< so many, chosen at random; none: every one
  std::uint64_t seed = 0;            ///< of that choice
};

/// What was recomputed, and how it differs from the file.
struct Verification {
  std::size_t begun = 0;                 ///< cells of the file that hold images
  std::vector<std::string> checked;      ///< cells that were recomputed
  std::uint64_t images = 0;              ///< that these hold
  std::vector<std::string> differences;  ///< one line for each cell that differs, its first one
};

/// Draws the images of cells once more, from the config alone, and compares class,
/// counts and every tally. Cells that hold the same images are drawn together.
Verification verify_cells(const Results& found, const VerifyOptions& options);

/// The first difference between what a file has of a cell and what is right, as
/// "p=1: 12 images at cost 37 in the file, 13 recomputed"; empty if there is none.
std::string cell_difference(const Config& config, const CellResult& file,
                            const CellResult& recomputed);

}  // namespace brink
