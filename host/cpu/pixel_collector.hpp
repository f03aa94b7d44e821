// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <functional>
#include <utility>

#include "host/cpu/collector.hpp"

namespace brink {

/// Gives a class the level of one pixel, drawn by itself.
class PixelCollector : public Collector {
 public:
  using Judge = std::function<bool(std::uint32_t, CellTally&, std::uint64_t times)>;

  PixelCollector(const ImageSource& source, std::uint64_t pixel, std::size_t cell, Judge judge)
      : source_(source), pixel_(pixel), cell_(cell), judge_(std::move(judge)) {}

  bool needs_words() const override { return false; }
  std::size_t slot_bytes() const override { return 0; }
  void set_slots(std::size_t) override {}
  void prepare(const Chunk&) override {}
  void add(std::size_t, const Chunk&, const std::uint32_t*) override {}
  void finish(std::size_t, std::uint64_t image, std::vector<CellTally>& tallies,
              std::vector<std::size_t>& undecided) override {
    if (!judge_(source_.level(image, pixel_), tallies[cell_], 1)) undecided.push_back(cell_);
  }

 private:
  ImageSource source_;
  std::uint64_t pixel_;
  std::size_t cell_;
  Judge judge_;
};

}  // namespace brink
