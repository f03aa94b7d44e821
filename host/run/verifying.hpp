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
  std::optional<std::size_t> cells;  ///< how many, chosen at random; none: every cell
  std::uint64_t seed = 0;            ///< of that choice
};

/// Which cells were recomputed, and how they differ from the file.
struct Verification {
  std::size_t begun = 0;                 ///< cells of the file that contain images
  std::vector<std::string> checked;      ///< cells that were recomputed
  std::uint64_t images = 0;              ///< images of these cells
  std::vector<std::string> differences;  ///< one line for each cell that differs, with its first
                                         ///< difference
};

/// Draws the images of cells once more, from the config alone, and compares class, counts and
/// every tally. Cells that contain the same images are drawn together.
Verification verify_cells(const Results& found, const VerifyOptions& options);

/// The first difference between a cell of the file and the right results, such as "p=1: 12 images
/// at cost 37 in the file, 13 recomputed". Empty if there is none.
std::string cell_difference(const Config& config, const CellResult& file,
                            const CellResult& recomputed);

}  // namespace brink
