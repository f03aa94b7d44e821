// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <vector>

#include "host/cpu/weighted/prepared_weights.hpp"
#include "host/cpu/weighted/weighted_collector.hpp"

namespace brink {

/// Collects those WeightedCounts of one half-space that lie in some windows, and the reach. Most
/// images need no more, so that the loops need not look at each pixel.
class WeightedEnds : public Collector {
 public:
  WeightedEnds(const CellJob& job, std::size_t cell, WeightedWindows windows,
               WeightedCollector::Judge judge);

  std::size_t slot_bytes() const override { return (job_.weight.size() + 1) * shape_.levels() * 4; }
  void set_slots(std::size_t slots) override;
  void prepare(const Chunk& chunk) override { weights_ = &preparation_.at(chunk); }
  void add(std::size_t slot, const Chunk& chunk, const std::uint32_t* words) override;
  void finish(std::size_t slot, std::uint64_t image, std::vector<CellTally>& tallies,
              std::vector<std::size_t>& undecided) override;

 private:
  struct Slot {
    std::vector<std::uint32_t> count;
    std::vector<std::uint64_t> caps;  ///< [class] sum of its caps, where it is counted whole
    std::uint64_t reach = 0;
  };

  void count_whole(const std::uint32_t* words, Slot& slot) const;
  void count_whole_bits(const std::uint32_t* words, Slot& slot) const;
  template <class Level>
  void count_listed(std::size_t listed, Slot& slot) const;
  void clear(Slot& slot) const;

  const CellJob& job_;
  Shape shape_;
  std::size_t cell_;
  WeightedWindows windows_;
  WeightedCollector::Judge judge_;
  WeightPreparation preparation_;
  const PreparedWeights* weights_ = nullptr;
  std::vector<std::uint32_t> low_row_;         ///< [|w|] where low caps are counted
  Buffer<std::uint8_t> low_caps_, low_sizes_;  ///< simd::LowCaps
  std::vector<Slot> slots_;
};

}  // namespace brink
