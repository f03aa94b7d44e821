// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "host/device/cell_tables.hpp"
#include "host/device/engine.hpp"
#include "host/device/group_key.hpp"
#include "host/device/pass.hpp"
#include "host/device/tally_tables.hpp"

namespace brink::device {

/// The cells of one shape on the current device: their passes, tables and buffers, ready
/// for one range of images after the other.
class GroupEngine {
 public:
  /// The job need not outlive this.
  /// @throw Error(Exit::failed) where the device has no room for a batch of one image
  GroupEngine(const GroupJob& job, const Device& device, const EngineSettings& settings);
  ~GroupEngine();

  /// See GroupRunner. After an exception this cannot be used again.
  std::vector<CellTally> run(std::uint64_t first, std::uint64_t count, const GroupOptions& options);

 private:
  std::uint64_t bytes(std::uint64_t images) const;
  std::uint64_t batch_that_fits(const Device& device, Shape shape) const;
  void launch(const Batch& batch);
  /// Waits for the slot's batch, if there is one, and counts its lists.
  void collect(unsigned slot, const GroupOptions& options);
  void drain(std::vector<CellTally>& tallies);
  void discard();

  EngineSettings settings_;
  std::size_t cells_, rules_;
  Stream streams_[batch_slots];
  TallyTables tallies_;
  CellTables tables_;
  std::vector<std::unique_ptr<Pass>> passes_;
  std::uint64_t batch_ = 1;                    ///< images, at most
  std::uint64_t in_flight_[batch_slots] = {};  ///< images of the slot's batch
  std::uint64_t undrained_ = 0;                ///< images since the last drain()
};

}  // namespace brink::device
