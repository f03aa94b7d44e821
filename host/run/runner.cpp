// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/run/runner.hpp"

#include <mutex>
#include <utility>
#include <vector>

#include "host/run/description.hpp"
#include "host/run/group_completion.hpp"
#include "host/run/group_job.hpp"
#include "host/run/groups.hpp"
#include "host/run/lookout.hpp"
#include "host/run/new_results.hpp"
#include "host/run/records.hpp"

namespace brink {

void complete_sweep(Results& results, const RunOptions& options) {
  const std::vector<SweepGroup> groups = groups_of(results.config);
  const bool keeps = keeps_images(results.config);
  double total_pixels = 0;
  for (const SweepGroup& group : groups) total_pixels += pixels_drawn(results.config, group.shape);
  SharedTables tables;
  Lookout lookout(results, options);
  double left = pixels_left(results);
  Progress progress(options.progress, total_pixels, total_pixels - left,
                    [&] { return lookout.clock().now(); });
  for (std::size_t position = 0; position < groups.size(); ++position) {
    const SweepGroup& group = groups[position];
    const double before = pixels_left(results, group);
    if (before == 0) continue;
    progress.start_group(progress_group(results, position, group));
    const GroupJob job = make_group_job(results.config, group.shape, tables);
    const auto note_records = [&, kept = begun(results, group)] {
      for (std::size_t c = 0; c < job.cells.size(); ++c) {
        note_method(job.cells[c].method, results.classifiers[c]);
      }
      if (keeps && !kept) keep_images(results.config, group.shape, results);
    };
    GroupCompletion completion(results, places_of(results, group), job, options, progress, lookout,
                               note_records);
    if (!completion.run()) return;
    // All of them anew after each shape would take the square of their number.
    left += pixels_left(results, group) - before;
    progress.set_pixels_left(left);
    const std::lock_guard lock(lookout.changing());
    options.on_state(results);
  }
}

Results run_sweep(const Config& config, Provenance provenance, const RunOptions& options) {
  Results results = new_results(config, std::move(provenance));
  complete_sweep(results, options);
  return results;
}

}  // namespace brink
