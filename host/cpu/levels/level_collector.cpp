// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/cpu/levels/level_collector.hpp"

#include <algorithm>

namespace brink {

void LevelCollector::add(std::size_t slot, const Chunk& chunk, const std::uint32_t* words) {
  std::size_t padded = chunk.padded();
  if (masks_ == nullptr) return counter_.add(words, padded, slots_[slot]);
  if (view_.used != nullptr) {
    if (packed_.size() == 0) packed_ = Buffer<std::uint32_t>(chunk_words);
    const std::size_t used = simd::pack(words, view_.used, padded, packed_.data());
    padded = simd::padded(used);
    std::fill(packed_.data() + used, packed_.data() + padded, 0u);
    words = packed_.data();
  }
  for (std::size_t first = 0; first < padded; first += most_blended_words) {
    const std::size_t count = std::min(most_blended_words, padded - first);
    simd::blend(words + first, view_.flip + first,
                view_.keep == nullptr ? nullptr : view_.keep + first, count, blended_.data());
    counter_.add(blended_.data(), count, slots_[slot]);
  }
}

void LevelCollector::finish(std::size_t slot, std::uint64_t, std::vector<CellTally>& tallies,
                            std::vector<std::size_t>& undecided) {
  const LevelCounts counts = counter_.finish(slots_[slot], pixels_);
  if (!images_with_ones_.empty()) {
    ++images_with_ones_[counts.sum];
  } else {
    for (const Client& client : clients_) {
      if (!client.judge(counts, tallies[client.cell], 1)) undecided.push_back(client.cell);
    }
  }
  counter_.reset(slots_[slot]);
}

bool LevelCollector::take(const std::uint32_t* words, std::size_t stride, std::size_t images) {
  if (images_with_ones_.empty() || masks_ != nullptr) return false;
  ones_.resize(images);
  simd::count_ones_each(words, stride, images, ones_.data());
  for (const std::uint32_t ones : ones_) ++images_with_ones_[ones];
  return true;
}

void LevelCollector::flush(std::vector<CellTally>& tallies) {
  for (std::uint64_t ones = 0; ones < images_with_ones_.size(); ++ones) {
    const std::uint64_t images = images_with_ones_[ones];
    if (images == 0) continue;
    std::uint32_t count[2];
    const LevelCounts counts = two_level_counts(pixels_, ones, count);
    for (const Client& client : clients_) client.judge(counts, tallies[client.cell], images);
    images_with_ones_[ones] = 0;
  }
}

}  // namespace brink
