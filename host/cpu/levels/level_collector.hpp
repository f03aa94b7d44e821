// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "host/cpu/collector.hpp"
#include "host/cpu/draw/masks.hpp"
#include "host/cpu/levels/level_counter.hpp"

namespace brink {

/// At b = 1 the number of ones describes an image completely. Up to this many pixels, images are
/// counted by that number, and each number is judged once, at the end.
inline constexpr std::uint64_t most_listed_ones = 1 << 16;

/// How many words are masked at a time. More words would, together with the masks, leave a
/// first-level cache before they are counted.
inline constexpr std::size_t most_blended_words = 1024;

/// Collects LevelCounts. Where masks are given, it counts masked levels.
class LevelCollector : public Collector {
 public:
  /// Judges one image of one cell: see evaluate.
  using Judge = std::function<bool(const LevelCounts&, CellTally&, std::uint64_t times)>;
  struct Client {
    std::size_t cell;
    Judge judge;
  };

  /// `pixels` of the levels count; the others are masked to 0.
  LevelCollector(LevelCounter counter, std::uint64_t pixels, std::unique_ptr<MaskSource> masks,
                 std::vector<Client> clients)
      : counter_(std::move(counter)),
        pixels_(pixels),
        masks_(std::move(masks)),
        clients_(std::move(clients)),
        blended_(most_blended_words) {
    if (counter_.two_levels() && pixels_ <= most_listed_ones) images_with_ones_.resize(pixels_ + 1);
  }

  bool needs_order() const override { return masks_ != nullptr; }
  std::size_t slot_bytes() const override { return counter_.fresh_state().count.size() * 4; }
  void set_slots(std::size_t slots) override { slots_.resize(slots, counter_.fresh_state()); }
  void prepare(const Chunk& chunk) override {
    if (masks_ != nullptr) view_ = masks_->at(chunk);
  }
  bool take(const std::uint32_t* words, std::size_t stride, std::size_t images) override;
  void flush(std::vector<CellTally>& tallies) override;
  void add(std::size_t slot, const Chunk& chunk, const std::uint32_t* words) override;
  void finish(std::size_t slot, std::uint64_t image, std::vector<CellTally>& tallies,
              std::vector<std::size_t>& undecided) override;

 private:
  LevelCounter counter_;
  std::uint64_t pixels_;
  std::unique_ptr<MaskSource> masks_;
  std::vector<Client> clients_;
  MaskView view_;
  Buffer<std::uint32_t> blended_;
  Buffer<std::uint32_t> packed_;  ///< the words that hold a pixel that counts
  std::vector<LevelState> slots_;
  std::vector<std::uint64_t> images_with_ones_;  ///< [ones]
  std::vector<std::uint32_t> ones_;
};

}  // namespace brink
