// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "host/cpu/collector.hpp"
#include "host/cpu/level_pass.hpp"
#include "host/cpu/masks.hpp"

namespace brink {

/// Collects LevelCounts, of masked levels where masks are given.
class LevelCollector : public Collector {
 public:
  /// Judges one image of one cell: see evaluate.
  using Judge = std::function<bool(const LevelCounts&, CellTally&)>;
  struct Client {
    std::size_t cell;
    Judge judge;
  };

  /// `pixels` of the levels count; the others are masked to 0.
  LevelCollector(LevelPass pass, std::uint64_t pixels, std::unique_ptr<MaskSource> masks,
                 std::vector<Client> clients)
      : pass_(std::move(pass)),
        pixels_(pixels),
        masks_(std::move(masks)),
        clients_(std::move(clients)),
        blended_(chunk_words) {}

  std::size_t slot_bytes() const override { return pass_.fresh_state().count.size() * 4; }
  void set_slots(std::size_t slots) override { slots_.resize(slots, pass_.fresh_state()); }
  void prepare(const Chunk& chunk) override {
    if (masks_ != nullptr) view_ = masks_->at(chunk);
  }
  void add(std::size_t slot, const Chunk& chunk, const std::uint32_t* words) override;
  void finish(std::size_t slot, std::uint64_t image, std::vector<CellTally>& tallies,
              std::vector<std::size_t>& undecided) override;

 private:
  LevelPass pass_;
  std::uint64_t pixels_;
  std::unique_ptr<MaskSource> masks_;
  std::vector<Client> clients_;
  MaskView view_;
  Buffer<std::uint32_t> blended_;
  std::vector<LevelState> slots_;
};

}  // namespace brink
