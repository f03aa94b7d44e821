// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <vector>

#include "host/cpu/collector.hpp"

namespace brink::bench {

/// The seconds that the images of a cell took.
struct Phases {
  double counting = 0;  ///< drawing words and counting their contents
  double solving = 0;   ///< membership, distances at every p, and tallies
};

/// Does what a thread of a run does with images 0..images-1, in the same order, and reads the
/// clock between counting and solving, for every 16 images. For classes that judge by counts. An
/// image whose windows do not suffice (at most one in 4000) is left unsolved.
/// @param tallies becomes the results of the run, one for each cell
Phases run_in_phases(const GroupJob& job, std::uint64_t images, std::vector<CellTally>& tallies);

}  // namespace brink::bench
