// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "cuda/kernel/count_planes.hpp"
#include "cuda/kernel/weight_table.hpp"
#include "cuda/weighted_counts.hpp"
#include "host/cpu/cell_job.hpp"
#include "host/device/runtime/buffer.hpp"

namespace brink::device {

/// What kernels must know about the weights of one half-space, in device memory.
class HalfSpaceTables {
 public:
  /// Draws the weights on the device. They are ready when the constructor returns.
  explicit HalfSpaceTables(const CellJob& job);

  /// Whether images become SortedCaps: few pixels, many pairs. If so, the tables are cap_place()
  /// and begin(), otherwise row().
  bool sorted() const { return sorted_; }
  /// Whether images are counted by planes(): two levels, and few classes of unequal weights. There
  /// is row() as well.
  bool has_planes() const { return plane_.size() > 0; }
  WeightPlanes planes() const { return {flip_.data(), plane_.data()}; }
  const PixelOrder& order() const { return order_; }
  WeightClasses classes() const;
  std::uint32_t pairs() const { return classes().classes * order_.shape.levels(); }
  /// How many pixels have a weight that is not 0.
  std::uint64_t weighted_pixels() const { return weighted_pixels_; }

  const std::uint16_t* row() const { return row_.data(); }
  const std::uint32_t* cap_place() const { return cap_place_.data(); }
  const std::uint32_t* begin() const { return begin_.data(); }

 private:
  void draw(const CellJob& job);
  void make_planes();

  PixelOrder order_;
  bool sorted_;
  std::uint64_t weighted_pixels_;
  DeviceBuffer<std::uint32_t> weight_;
  DeviceBuffer<std::uint64_t> size_;
  DeviceBuffer<std::uint16_t> row_;
  DeviceBuffer<std::uint32_t> cap_place_, begin_;
  DeviceBuffer<Block> flip_, plane_;
};

}  // namespace brink::device
