// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "cuda/kernel/cells.hpp"
#include "host/cpu/collector.hpp"
#include "host/device/runtime/buffer.hpp"
#include "host/device/tally/batch.hpp"
#include "host/device/tally/tally_tables.hpp"

namespace brink::device {

/// Copies the cells of a group to device memory: rules with their powers, plans, weight classes,
/// and where each cell's costs go. Every pass of the group takes its cells from these tables.
class CellTables {
 public:
  /// Both must outlive the tables. The arrays of the job are copied here.
  CellTables(const GroupJob& job, const TallyTables& tallies);

  /// What kernels will know about a class. Its pointers to the tables of image classes
  /// (prototypes, network) are those of the host. The pass of the class must replace them by
  /// pointers into device memory before it asks for the cell.
  CellPlan& plan(std::size_t cell) { return plans_[cell]; }

  /// The cells with these places in GroupJob::cells, in this order, for every slot. Valid as long
  /// as this object.
  SlotCells cells(const std::vector<std::size_t>& places);

  /// The group's rules, [p], in device memory.
  const CostRule* rules() const { return rules_.data(); }

 private:
  const TallyTables& tallies_;
  std::vector<CellPlan> plans_;         ///< [cell]
  std::vector<WeightClasses> weights_;  ///< [cell], pointers into device memory
  std::vector<std::uint32_t> classifier_;
  std::vector<DeviceBuffer<DoubleDouble>> powers_;
  std::vector<DeviceBuffer<std::uint32_t>> weight_values_;
  std::vector<DeviceBuffer<std::uint64_t>> weight_sizes_;
  DeviceBuffer<CostRule> rules_;
  std::vector<DeviceBuffer<DeviceCell>> cells_;
};

}  // namespace brink::device
