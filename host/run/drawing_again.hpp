// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "cuda/shape.hpp"
#include "host/result/results.hpp"
#include "host/run/group_job.hpp"
#include "host/run/progress.hpp"
#include "host/run/runner.hpp"

namespace brink {

/// A cell whose images are drawn once more.
struct CellPlace {
  std::size_t index, classifier;
  Shape shape;
};

/// All cells that hold images.
std::vector<CellPlace> begun_places(const Results& found);

/// Places of one shape whose cells hold the same images: these are drawn together.
std::vector<std::vector<CellPlace>> drawn_together(const Results& found,
                                                   std::vector<CellPlace> places);

/// How many pixels the images of such a group have.
double pixels_of(const Results& found, const std::vector<CellPlace>& places);

/// The cells of such a group, ready to run, in the order of the places.
GroupJob job_of(const Config& config, const std::vector<CellPlace>& places, SharedTables& tables);

/// The tallies of all images of such a group; none if cancelled.
std::vector<CellTally> tally_again(const Results& found, const std::vector<CellPlace>& places,
                                   const GroupJob& job, const RunOptions& options,
                                   Progress& progress);

/// What the cells of such a group must hold, from the config alone; none if cancelled.
std::vector<CellResult> draw_again(const Results& found, const std::vector<CellPlace>& places,
                                   SharedTables& tables, const RunOptions& options,
                                   Progress& progress);

}  // namespace brink
