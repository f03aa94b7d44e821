// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "host/cpu/cell_job.hpp"

namespace brink {

/// The cells of the strata of a class, the first one first, for the sampler `tilted`.
///
/// @param whole  the class; its config is that of the first stratum
/// @param config of each stratum; must outlive the cells
/// @throw std::logic_error for a type that is not one of tilted_types()
std::vector<CellJob> strata_cells(const CellJob& whole, const ClassifierConfig* config,
                                  std::size_t strata);

}  // namespace brink
