// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>

#include "host/cpu/group.hpp"
#include "host/result/results.hpp"
#include "host/run/progress.hpp"

namespace brink {

/// Carries out one range of images of a group, like run_group() on the CPU: the
/// same integers on whatever device or number of machines. A run calls it often,
/// with one range after the other ("slices" of about a second); `job.cells` are
/// those of the config's classifiers that still need the range, in its order, and
/// CellJob::config tells which. Where `options.cancelled` is null, the range is
/// short and to be finished even if the run was interrupted.
using GroupRunner = std::function<std::vector<CellTally>(
    const GroupJob& job, std::uint64_t first, std::uint64_t count, const GroupOptions& options)>;

/// How a run is carried out; none of it changes a tally.
struct RunOptions {
  GroupRunner run_group = brink::run_group;
  unsigned threads = 1;
  /// Images that are worked on at once, below which a slice leaves processors
  /// idle; 0: as many as threads.
  std::uint64_t parallel_images = 0;
  ProgressMode progress = ProgressMode::quiet;
  const std::atomic<bool>* cancelled = nullptr;
  /// Called with all results so far when cells are finished, and also between,
  /// whenever `state_due` says so: to keep them.
  std::function<void(const Results&)> on_state = [](const Results&) {};
  /// Asked after each slice: the next one will take about so many seconds.
  std::function<bool(double ahead)> state_due = [](double) { return false; };
};

/// Results of a sweep of which nothing is computed.
Results new_results(const Config& config, Provenance provenance);

/// Results of the config's sweep that start with all that `found` holds of it.
/// `found` must differ from the config by nothing but more work (differences.hpp).
Results continued_results(const Config& config, Provenance provenance, const Results& found);

/// Fills in what read_results() leaves out: the parameters of the classifiers, and
/// weights and centres at the shapes that are begun.
void restore_records(Results& results);

/// Computes what `results` lacks, shape by shape, the classifiers of a shape
/// together, each cell from where it stands. The tallies do not depend on where
/// that was. If cancelled, cells stay part done.
/// @throw Error(Exit::bad_file) where a part-done cell is not of its config
void complete_sweep(Results& results, const RunOptions& options);

/// complete_sweep() from the beginning.
Results run_sweep(const Config& config, Provenance provenance, const RunOptions& options);

/// One line for each shape of the sweep: cells, images, pixels to draw.
std::string describe_sweep(const Config& config);

/// Pixels still to be drawn; those that a shape's cells share count once.
double pixels_left(const Results& results);

}  // namespace brink
