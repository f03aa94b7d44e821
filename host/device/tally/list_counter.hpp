// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "host/device/runtime/buffer.hpp"
#include "host/tally/cost_grid.hpp"

namespace brink::device {

/// Counts lists of costs on the device. Where a list has more different costs than a tally may
/// have, they are rounded there as the tally would be. So no more than those cross the bus.
class ListCounter {
 public:
  explicit ListCounter(const CostGrids& grids);

  /// Device memory for lists of up to `costs` costs.
  static std::uint64_t bytes(std::uint64_t costs);
  /// Makes room for such lists. Call it before count().
  void reserve(std::uint64_t costs);

  /// Counts a list in device memory, after all work that the stream already has. The list is
  /// changed.
  /// @param p the index of the costs' p
  /// @param bits to which the tally is rounded that the found one will be added to
  Tally count(std::size_t p, std::uint64_t* list, std::uint32_t length, int bits,
              const Stream& stream) const;

 private:
  CostGrids grids_;                                  ///< [p]
  std::vector<DeviceBuffer<std::uint64_t>> floors_;  ///< [p] those of the grid
  DeviceBuffer<std::uint32_t> joined_;               ///< the result of count_joined
  DeviceBuffer<unsigned char> scratch_;              ///< used by Thrust
  DeviceBuffer<std::uint64_t> cost_;                 ///< the result, with images_
  DeviceBuffer<std::uint32_t> images_;
};

}  // namespace brink::device
