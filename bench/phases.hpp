// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <vector>

#include "host/cpu/collector.hpp"

namespace brink::bench {

/// Seconds that a cell's images took.
struct Phases {
  double counting = 0;  ///< drawing words and counting what they hold
  double solving = 0;   ///< membership, distances at every p, tallies
};

/// Does what a thread of a run does with images 0..images-1, in its order, and looks at
/// the clock between counting and solving, at every 16 images. For classes of counts. An
/// image whose windows do not suffice (at most one in 4000) is left unsolved.
/// @param tallies becomes what the run finds, one for each cell
Phases run_in_phases(const GroupJob& job, std::uint64_t images, std::vector<CellTally>& tallies);

}  // namespace brink::bench
