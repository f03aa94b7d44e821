// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cuda/shape.hpp"
#include "host/config/config.hpp"
#include "host/result/results.hpp"
#include "host/tally/cost_grid.hpp"

namespace brink {

/// The grid of a config's radii.
CostGrid cost_grid(const Config& config, double p, const Shape& shape);

/// Brings a cell to the bound: files of format 1 hold tallies of any size.
void bound_tallies(const Config& config, const Shape& shape, CellResult& cell);

/// Takes from a cell what a second look at its images found out.
void coarsen_tallies(const Config& config, const Shape& shape, CellResult& cell);

}  // namespace brink
