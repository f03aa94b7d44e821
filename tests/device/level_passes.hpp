// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <numeric>
#include <vector>

#include "host/device/passes/level_pass.hpp"
#include "host/device/tally/cell_tables.hpp"
#include "host/device/tally/tally_tables.hpp"

namespace brink::device {

/// The passes of a group's level counts with everything that they need. They run batch by batch,
/// with the slots in turn.
class LevelPassRun {
 public:
  LevelPassRun(const GroupJob& job, const LevelSettings& settings, std::uint64_t batch)
      : job_(job), batch_(batch), tallies_(job, most_costs, most_bytes), tables_(job, tallies_) {
    std::vector<std::size_t> cells(job.cells.size());
    std::iota(cells.begin(), cells.end(), std::size_t{0});
    passes_ = make_level_passes(job, cells, tables_, settings);
    tallies_.reserve(batch);
    for (const auto& pass : passes_) pass->reserve(batch);
  }

  std::vector<CellTally> run(std::uint64_t first, std::uint64_t count) {
    unsigned slot = 0;
    for (std::uint64_t done = 0; done < count; done += batch_, slot = 1 - slot) {
      const Stream& stream = streams_[slot];
      tallies_.begin(slot, stream);
      const Batch batch{{first + done, std::min(batch_, count - done)}, slot};
      for (const auto& pass : passes_) pass->launch(batch, stream);
      tallies_.end(slot, stream);
      tallies_.collect(slot, stream);
    }
    std::vector<CellTally> found = job_.tallies();
    tallies_.drain(streams_[0], found);
    for (const auto& pass : passes_) pass->finish(found);
    for (CellTally& tally : found) tally.samples = count;
    return found;
  }

  std::size_t size() const { return passes_.size(); }

 private:
  static constexpr std::uint64_t most_costs = 300;  // so that some costs are listed
  static constexpr std::uint64_t most_bytes = 1 << 20;

  const GroupJob& job_;
  std::uint64_t batch_;
  TallyTables tallies_;
  CellTables tables_;
  std::vector<std::unique_ptr<Pass>> passes_;
  Stream streams_[batch_slots];
};

}  // namespace brink::device
