// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "cuda/kernel/cells.hpp"
#include "host/cpu/cost_accumulator.hpp"
#include "host/device/stream.hpp"

namespace brink::device {

/// Batches in flight: while one is drawn and solved, the costs of the other are tallied.
inline constexpr unsigned batch_slots = 2;

/// Images that kernels are launched for together.
struct Batch {
  ImageRange range;
  unsigned slot = 0;  ///< whose stream and buffers it uses, below batch_slots
};

/// Cells as kernels see them, for each slot.
struct SlotCells {
  Cells slot[batch_slots];
};

/// Judges by one kind of counts those cells of a group that are functions of it: what a
/// Collector is on the CPU. Everything that it launches for a batch goes to that batch's
/// stream, in order.
class Pass {
 public:
  virtual ~Pass() = default;

  /// Device memory for each image of a batch in one slot, beside what is taken already.
  virtual std::uint64_t bytes_per_image() const = 0;
  /// Images that keep the device busy; more of them in a batch gain little.
  virtual std::uint64_t preferred_batch() const = 0;
  /// Makes room for batches of up to that many images. Called once, before launch().
  virtual void reserve(std::uint64_t images) = 0;
  virtual void launch(const Batch& batch, const Stream& stream) = 0;
  /// Adds what was put off until the last batch, all streams being idle, and starts anew.
  virtual void finish(std::vector<CellTally>&) {}
};

}  // namespace brink::device
