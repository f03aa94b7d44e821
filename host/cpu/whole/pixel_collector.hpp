// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <functional>
#include <utility>

#include "host/cpu/collector.hpp"

namespace brink {

/// Gives a class the levels of its one or two pixels, which are drawn alone.
class PixelCollector : public Collector {
 public:
  /// Draws what the class sees of an image, and judges it.
  using Judge = std::function<bool(std::uint64_t image, CellTally&)>;

  PixelCollector(std::size_t cell, Judge judge) : cell_(cell), judge_(std::move(judge)) {}

  bool needs_words() const override { return false; }
  std::size_t slot_bytes() const override { return 0; }
  void set_slots(std::size_t) override {}
  void prepare(const Chunk&) override {}
  void add(std::size_t, const Chunk&, const std::uint32_t*) override {}
  void finish(std::size_t, std::uint64_t image, std::vector<CellTally>& tallies,
              std::vector<std::size_t>& undecided) override {
    if (!judge_(image, tallies[cell_])) undecided.push_back(cell_);
  }

 private:
  std::size_t cell_;
  Judge judge_;
};

}  // namespace brink
