// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "host/config/config.hpp"

namespace brink {

/// The MiB of memory that a run of this config on the CPU takes at most: the program, what each
/// thread needs for counting, the tallies of all cells, and the file while it is saved. It is a
/// model. It lies above what was measured on many configs (docs/design/tallies.md), and mostly
/// within twice that. It does not include the ranks of MPI or the runtime of a device.
std::uint64_t memory_forecast(const Config& config, unsigned threads);

}  // namespace brink
