// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <utility>
#include <vector>

#include "host/cpu/collector.hpp"

namespace brink {

/// Unpacks whole images for a class that needs every pixel in its place. Each image in work takes
/// two bytes of memory for each pixel.
class ImageCollector : public Collector {
 public:
  using Judge = std::function<bool(const std::uint16_t* image, CellTally&)>;

  ImageCollector(Shape shape, std::size_t cell, Judge judge)
      : shape_(shape), cell_(cell), judge_(std::move(judge)) {}

  std::size_t slot_bytes() const override { return shape_.pixels() * sizeof(std::uint16_t); }
  void set_slots(std::size_t slots) override { levels_.resize(slots * shape_.pixels()); }
  void prepare(const Chunk&) override {}
  void add(std::size_t slot, const Chunk& chunk, const std::uint32_t* words) override;
  void finish(std::size_t slot, std::uint64_t image, std::vector<CellTally>& tallies,
              std::vector<std::size_t>& undecided) override;

 private:
  Shape shape_;
  std::size_t cell_;
  Judge judge_;
  std::vector<std::uint16_t> levels_;  ///< [slot * N + pixel]
};

}  // namespace brink
