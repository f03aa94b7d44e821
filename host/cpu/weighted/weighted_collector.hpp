// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <functional>
#include <vector>

#include "host/cpu/collector.hpp"
#include "host/cpu/draw/weight_stream.hpp"

namespace brink {

/// Whether a half-space has so many (class, cap) pairs for its pixels that sorting the pairs that
/// occur is quicker than clearing and searching all pairs (4.4 MB at b = 16).
bool few_pixels(const CellJob& job);

/// Collects the WeightedCounts of one half-space: every pixel adds one to the count of its (|w|,
/// cap).
class WeightedCollector : public Collector {
 public:
  using Judge = std::function<bool(const WeightedCounts&, CellTally&, std::uint64_t times)>;

  WeightedCollector(const CellJob& job, std::size_t cell, Judge judge);

  std::size_t slot_bytes() const override { return rows_ * shape_.levels() * 4; }
  void set_slots(std::size_t slots) override;
  void prepare(const Chunk& chunk) override;
  void add(std::size_t slot, const Chunk& chunk, const std::uint32_t* words) override;
  void finish(std::size_t slot, std::uint64_t image, std::vector<CellTally>& tallies,
              std::vector<std::size_t>& undecided) override;

 private:
  /// What a pixel's weight says about the pixel: where its counts begin, what turns its level
  /// into its cap, and |w|.
  struct PixelWeight {
    std::uint32_t row;
    std::uint16_t flip;
    std::uint16_t weight;
  };
  struct Slot {
    std::vector<std::uint32_t> count;
    std::uint64_t reach = 0;
    std::vector<std::uint32_t> present;  ///< class * q + cap, where few_pixels_
  };

  template <class Visit>
  void each_pixel(const std::uint32_t* words, Visit visit) const;

  const CellJob& job_;
  Shape shape_;
  std::size_t cell_;
  Judge judge_;
  bool few_pixels_ = false;  ///< so few that the pairs that occur are listed
  std::vector<std::uint32_t> present_begin_;
  std::size_t rows_;                   ///< weight classes, and one more row for |w| = 0
  std::vector<std::uint32_t> row_of_;  ///< [|w|]
  WeightStream stream_;
  std::vector<PixelWeight> pixels_;
  std::vector<Slot> slots_;
};

}  // namespace brink
