// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "cuda/kernel/count_pairs.hpp"
#include "cuda/kernel/solve_weighted.hpp"
#include "cuda/kernel/sort_caps.hpp"
#include "host/device/buffer.hpp"
#include "host/device/cell_tables.hpp"
#include "host/device/half_space_tables.hpp"
#include "host/device/pass.hpp"

namespace brink::device {

/// What half-spaces need of device memory for the images of a batch. They use it one after
/// the other.
struct HalfSpaceNeeds {
  std::uint64_t counts = 0;           ///< values of 32 bits for an image's pairs or caps
  std::uint64_t undecided_items = 0;  ///< of an image: 0 where every pair is counted
  std::uint64_t cursors = 0;          ///< values of each array of LaneCursors, for all images
  std::uint64_t solved_at_once = 1;   ///< images

  void include(const HalfSpaceNeeds& other);
  std::uint64_t bytes_per_image() const;
};

/// Device memory of one slot.
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
///  * SortedCaps where pixels are few and pairs many;
///  * else counts of every pair in shared memory, where they fit there: a pixel is then one
///    shared atomic, which costs no more than to ask whether it is in a window;
///  * else counts in device memory, of the pairs in weighted_windows(), where there are
///    such: an atomic there costs many times what the rest of a pixel does. Images for
///    which they do not suffice are drawn again and counted whole.
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
  void count_in_shared(CountPairsArguments arguments, const Stream& stream) const;
  void count(CountPairsArguments arguments, const Stream& stream) const;
  void solve(const SolveWeightedArguments& arguments, const Stream& stream) const;

  BlockSource source_;
  HalfSpaceTables tables_;
  SlotCells cells_;
  bool in_shared_;
  std::optional<WeightedWindows> windows_;
  unsigned blocks_of_item_ = 1;  ///< of the solving grid
};

}  // namespace brink::device
