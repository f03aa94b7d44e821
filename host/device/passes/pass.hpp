// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "host/cpu/cost_accumulator.hpp"
#include "host/device/runtime/stream.hpp"
#include "host/device/tally/batch.hpp"

namespace brink::device {

/// Judges the cells of a group that depend on one kind of counts, as a Collector does on the CPU.
/// Everything that a pass launches for a batch goes to the stream of that batch, in order.
class Pass {
 public:
  virtual ~Pass() = default;

  /// Device memory for each image of a batch in one slot, in addition to what the pass already
  /// holds.
  virtual std::uint64_t bytes_per_image() const = 0;
  /// The device memory for the stacks of its kernels, see device::local_bytes(): that of the one
  /// that needs most. It is worth counting only for kernels that call functions.
  virtual std::uint64_t local_bytes() const { return 0; }
  /// How many images keep the device busy. More images in a batch gain little.
  virtual std::uint64_t preferred_batch() const = 0;
  /// Makes room for batches of up to `images` images. Called once, before launch().
  virtual void reserve(std::uint64_t images) = 0;
  virtual void launch(const Batch& batch, const Stream& stream) = 0;
  /// Adds what was put off until after the last batch, and starts anew. All streams must be idle.
  virtual void finish(std::vector<CellTally>&) {}
};

}  // namespace brink::device
