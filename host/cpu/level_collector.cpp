// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/cpu/level_collector.hpp"

namespace brink {

void LevelCollector::add(std::size_t slot, const Chunk& chunk, const std::uint32_t* words) {
  if (masks_ != nullptr) {
    simd::blend(words, view_.flip, view_.keep, chunk.padded(), blended_.data());
    words = blended_.data();
  }
  pass_.add(words, chunk.padded(), slots_[slot]);
}

void LevelCollector::finish(std::size_t slot, std::uint64_t, std::vector<CellTally>& tallies,
                            std::vector<std::size_t>& undecided) {
  const LevelCounts counts = pass_.finish(slots_[slot], pixels_);
  for (const Client& client : clients_) {
    if (!client.judge(counts, tallies[client.cell])) undecided.push_back(client.cell);
  }
  pass_.reset(slots_[slot]);
}

}  // namespace brink
