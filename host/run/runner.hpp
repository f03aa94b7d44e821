// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>

#include "host/cpu/group/group.hpp"
#include "host/result/results.hpp"
#include "host/run/progress.hpp"

namespace brink {

/// Computes one range of images of a group, as run_group() does on the CPU. The integers are the
/// same on every device and any number of machines. A run calls it often, with one range after
/// another ("slices" of about a second). `job.cells` are the cells of those classifiers that
/// still need the range, in the config's order; CellJob::config says which classifiers these are.
using GroupRunner = std::function<std::vector<CellTally>(
    const GroupJob& job, std::uint64_t first, std::uint64_t count, const GroupOptions& options)>;

/// Options of how a run is carried out. None of them changes a tally.
struct RunOptions {
  GroupRunner run_group = brink::run_group;
  unsigned threads = 1;
  /// How many images are in work at once. A smaller slice would leave processors idle. 0 means as
  /// many as threads.
  std::uint64_t parallel_images = 0;
  ProgressMode progress = ProgressMode::quiet;
  const std::atomic<bool>* cancelled = nullptr;
  /// The time that a slice may still take after an interruption, if it was expected to be brief:
  /// a third of what batch systems usually grant before they kill.
  std::chrono::seconds patience{10};
  /// Is called with all results so far, to keep them: when cells are finished, and also between,
  /// whenever `state_due` says so.
  std::function<void(const Results&)> on_state = [](const Results&) {};
  /// Is asked after each slice, with the number of seconds that the next slice will take.
  std::function<bool(double ahead)> state_due = [](double) { return false; };
  /// Asks for the state once it is true. It then becomes false, and `on_wanted` is called within
  /// a moment with all results up to the slice that is being drawn. The call comes from another
  /// thread, but never while `on_state` or `state_due` run. It must not throw.
  std::atomic<bool>* wanted = nullptr;
  std::function<void(const Results&)> on_wanted = [](const Results&) {};
};

/// Computes what `results` lacks, shape by shape, with the classifiers of a shape together. Each
/// cell continues at its own image; the tallies do not depend on where that is. If the run is
/// cancelled, cells stay part done.
/// @throw Error(Exit::bad_file) where a part-done cell does not belong to its config
void complete_sweep(Results& results, const RunOptions& options);

/// Does complete_sweep() from the beginning.
Results run_sweep(const Config& config, Provenance provenance, const RunOptions& options);

}  // namespace brink
