// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "cuda/kernel/count_pairs.hpp"
#include "cuda/kernel/count_planes.hpp"
#include "cuda/kernel/solve_weighted.hpp"
#include "cuda/kernel/sort_caps.hpp"
#include "host/device/passes/half_space_tables.hpp"
#include "host/device/passes/pass.hpp"
#include "host/device/runtime/buffer.hpp"
#include "host/device/tally/cell_tables.hpp"

namespace brink::device {

/// The device memory that half-spaces need for the images of a batch. The half-spaces use it one
/// after another.
struct HalfSpaceNeeds {
  std::uint64_t counts = 0;           ///< 32-bit values for the pairs or caps of an image
  std::uint64_t undecided_items = 0;  ///< for an image; 0 where every pair is counted
  std::uint64_t cursors = 0;          ///< values in each array of LaneCursors, for all images
  std::uint64_t solved_at_once = 1;   ///< images

  void include(const HalfSpaceNeeds& other);
  std::uint64_t bytes_per_image() const;
};

/// The device memory of one slot.
struct HalfSpaceSlot {
  explicit HalfSpaceSlot(std::uint64_t cursors) : steps(cursors), able(cursors), undecided(2) {}
  void reserve(std::uint64_t images, const HalfSpaceNeeds& needs);

  DeviceBuffer<unsigned long long> reach;  ///< [image]
  DeviceBuffer<std::uint32_t> count;       ///< [image][pair], or listed and sorted caps
  DeviceBuffer<std::uint32_t> steps;       ///< LaneCursors
  DeviceBuffer<std::uint64_t> able;
  DeviceBuffer<std::uint64_t> undecided_item;
  DeviceBuffer<std::uint32_t> seen, listed;  ///< UndecidedImages
  DeviceBuffer<std::uint32_t> undecided;     ///< how many items, how many images
};

/// The launches that judge one half-space of unequal weights. Its images become
///
///  * SortedCaps, where pixels are few and pairs many;
///  * at b = 1, where there are up to most_plane_classes classes, counts of every pair from bit
///    planes of the weights, some 3 instructions a pixel;
///  * otherwise counts of every pair in shared memory, where they fit there: each pixel then
///    takes one shared atomic, which costs no more than testing whether it is in a window;
///  * otherwise counts in device memory, of the pairs in weighted_windows() where there are such
///    windows, because an atomic there costs many times what the rest of a pixel does. Images
///    for which the windows do not suffice are drawn again and all their pairs counted.
class HalfSpacePass {
 public:
  HalfSpacePass(const GroupJob& job, std::size_t cell, CellTables& tables);

  HalfSpaceNeeds needs() const;
  void launch(const Batch& batch, const HalfSpaceSlot& slot, const Stream& stream) const;

 private:
  std::uint32_t items() const;
  std::uint64_t cursors(std::uint64_t lanes) const;
  CountPairsArguments count_arguments() const;
  void sort(const Batch& batch, const HalfSpaceSlot& slot, const Stream& stream) const;
  void count_planes(const Batch& batch, const HalfSpaceSlot& slot, const Stream& stream) const;
  void count_in_shared(CountPairsArguments arguments, const Stream& stream) const;
  void count(CountPairsArguments arguments, const Stream& stream) const;
  void solve(const SolveWeightedArguments& arguments, const Stream& stream) const;

  PhiloxSource source_;
  HalfSpaceTables tables_;
  SlotCells cells_;
  bool in_shared_;
  std::optional<WeightedWindows> windows_;
  unsigned blocks_of_item_ = 1;  ///< blocks of the solving grid for each item
};

}  // namespace brink::device
