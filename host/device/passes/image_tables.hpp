// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "host/cpu/cell_job.hpp"
#include "host/device/runtime/buffer.hpp"

namespace brink::device {

/// The tables of classes that see images whole, in device memory.
class ImageTables {
 public:
  /// Copies the tables of a cell and makes `plan` point to the copies.
  void add(const CellJob& cell, CellPlan& plan);

 private:
  void add_prototypes(const PrototypeTables& tables, Prototypes& prototypes);
  void add_linear(const LinearTables& tables, HalfSpaces& spaces);
  void add_table(const TableTables& tables, TableScores& scores);
  void add_network(NetworkPlan& network);

  std::vector<DeviceBuffer<std::uint16_t>> levels_;
  std::vector<DeviceBuffer<std::int32_t>> weights_;
  std::vector<DeviceBuffer<std::int64_t>> offsets_;
  std::vector<DeviceBuffer<std::uint32_t>> counts_;
  std::vector<DeviceBuffer<std::uint64_t>> sums_;
};

}  // namespace brink::device
