// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/device/passes/weighted_pass.hpp"

#include <algorithm>
#include <deque>

#include "host/device/passes/half_space_pass.hpp"

namespace brink::device {
namespace {

// So many pixels of a batch keep a device busy for some milliseconds.
constexpr std::uint64_t busy_pixels = std::uint64_t{1} << 33;
constexpr std::uint64_t least_batch = 64;

class WeightedPass : public Pass {
 public:
  WeightedPass(const GroupJob& job, const std::vector<std::size_t>& cells, CellTables& tables)
      : pixels_(job.source.shape.pixels()) {
    for (const std::size_t cell : cells) {
      half_spaces_.emplace_back(job, cell, tables);
      needs_.include(half_spaces_.back().needs());
    }
    for (unsigned slot = 0; slot < batch_slots; ++slot) slots_.emplace_back(needs_.cursors);
  }

  std::uint64_t bytes_per_image() const override { return needs_.bytes_per_image(); }
  std::uint64_t preferred_batch() const override {
    return std::min(needs_.solved_at_once, std::max(least_batch, busy_pixels / pixels_));
  }
  void reserve(std::uint64_t images) override {
    for (HalfSpaceSlot& slot : slots_) slot.reserve(images, needs_);
  }
  void launch(const Batch& batch, const Stream& stream) override {
    for (const HalfSpacePass& half_space : half_spaces_) {
      half_space.launch(batch, slots_[batch.slot], stream);
    }
  }

 private:
  std::uint64_t pixels_;
  std::deque<HalfSpacePass> half_spaces_;
  HalfSpaceNeeds needs_;
  std::deque<HalfSpaceSlot> slots_;  ///< [slot]
};

}  // namespace

std::unique_ptr<Pass> make_weighted_pass(const GroupJob& job, const std::vector<std::size_t>& cells,
                                         CellTables& tables) {
  return std::make_unique<WeightedPass>(job, cells, tables);
}

}  // namespace brink::device
