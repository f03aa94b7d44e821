// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "host/device/engine.hpp"
#include "host/device/group_key.hpp"
#include "host/device/launch_pacer.hpp"
#include "host/device/passes/pass.hpp"
#include "host/device/runtime/buffer.hpp"
#include "host/device/runtime/event.hpp"
#include "host/device/stop_flag.hpp"
#include "host/device/tally/cell_tables.hpp"
#include "host/device/tally/tally_tables.hpp"

namespace brink::device {

/// The cells of one shape on the current device with their passes, tables and buffers, ready for
/// one range of images after another.
class GroupEngine {
 public:
  /// The job need not outlive the engine.
  /// @throw Error(Exit::failed) where the device has no room for a batch of one image
  GroupEngine(const GroupJob& job, const Device& device, const EngineSettings& settings);
  ~GroupEngine();

  /// See GroupRunner. After an exception, or after it was cancelled, the engine cannot be used
  /// again.
  std::vector<CellTally> run(std::uint64_t first, std::uint64_t count, const GroupOptions& options);

 private:
  std::uint64_t bytes(std::uint64_t images) const;
  /// What the runtime allocates for the stacks of the kernels when it launches the first of them.
  std::uint64_t stack_bytes() const;
  std::uint64_t batch_that_fits(const Device& device, Shape shape) const;
  void launch(const Batch& batch);
  /// Draws images that are not uniform, for the passes to read.
  void draw(const Batch& batch, const Stream& stream) const;
  /// Waits for the batch of the slot, if there is one, and counts its lists.
  void collect(unsigned slot, const GroupOptions& options);
  void drain(std::vector<CellTally>& tallies);

  EngineSettings settings_;
  std::size_t cells_;
  CostGrids grids_;
  StopFlag stop_;
  Stream streams_[batch_slots];
  Event begin_[batch_slots] = {Event::timed(), Event::timed()};  ///< of the slot's batch
  Event end_[batch_slots] = {Event::timed(), Event::timed()};
  ImageSource source_;  ///< as the CPU would draw from it
  /// Images that kernels do not draw themselves: all those of a file, or those of the batches.
  DeviceBuffer<std::uint32_t> images_;
  TallyTables tallies_;
  CellTables tables_;
  std::vector<std::unique_ptr<Pass>> passes_;
  std::uint64_t batch_ = 1;  ///< the most images
  LaunchPacer pacer_{1, false};
  std::uint64_t in_flight_[batch_slots] = {};  ///< images of the slot's batch
  std::uint64_t undrained_ = 0;                ///< images since the last drain()
};

}  // namespace brink::device
