// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cuda/kernel/cells.hpp"

namespace brink::device {

/// How many batches are in work: while one is drawn and solved, the costs of the other are
/// tallied.
inline constexpr unsigned batch_slots = 2;

/// Images for which kernels are launched together.
struct Batch {
  LaunchRange range;
  unsigned slot = 0;  ///< whose stream and buffers it uses, below batch_slots
};

/// The cells as kernels see them, for each slot.
struct SlotCells {
  Cells slot[batch_slots];
};

}  // namespace brink::device
