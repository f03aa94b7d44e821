// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <atomic>
#include <functional>
#include <string>

#include "host/cpu/group.hpp"
#include "host/result/results.hpp"
#include "host/run/progress.hpp"

namespace brink {

/// Carries out one range of images of a group, like run_group() on the CPU: the
/// same integers on whatever device or number of machines.
using GroupRunner = std::function<std::vector<CellTally>(
    const GroupJob& job, std::uint64_t first, std::uint64_t count, const GroupOptions& options)>;

/// How a run is carried out; none of it changes a tally.
struct RunOptions {
  GroupRunner run_group = brink::run_group;
  unsigned threads = 1;
  ProgressMode progress = ProgressMode::quiet;
  const std::atomic<bool>* cancelled = nullptr;
  /// Called when a shape's cells are finished, with all results so far.
  std::function<void(const Results&)> on_group = [](const Results&) {};
};

/// Computes every cell of the sweep, shape by shape, the classifiers of a shape
/// together. If cancelled, the cells of unfinished shapes are left not done.
Results run_sweep(const Config& config, Provenance provenance, const RunOptions& options);

/// One line for each shape of the sweep: cells, images, pixels to draw.
std::string describe_sweep(const Config& config);

}  // namespace brink
