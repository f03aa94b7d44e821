// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/simt/runtime/races.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

namespace brink::simt {
namespace {

constexpr std::size_t word_bytes = 4;

}  // namespace

void RaceFinder::begin_block(std::uint64_t block) {
  block_ = block;
  atomic_.clear();
  before_.clear();
  for (const DeviceMemory::Range& range : memory_.allocations()) {
    before_.emplace_back(range.from, range.from + range.bytes);
  }
}

void RaceFinder::sees_atomic(const void* address, std::size_t bytes) {
  const auto* const at = static_cast<const unsigned char*>(address);
  for (std::size_t i = 0; i < bytes; i += word_bytes) atomic_.insert(at + i);
}

std::optional<std::string> RaceFinder::end_block() {
  for (const void* word : atomic_) {
    if (!memory_.holds(word, word_bytes)) continue;  // it is shared memory
    if (auto race = add(static_cast<const unsigned char*>(word), true)) return race;
  }
  const std::vector<DeviceMemory::Range> ranges = memory_.allocations();
  for (std::size_t i = 0; i < ranges.size(); ++i) {
    const auto [now, bytes] = ranges[i];
    for (std::size_t at = 0; at < bytes; at += word_bytes) {
      const std::size_t size = std::min(word_bytes, bytes - at);
      if (std::memcmp(now + at, before_[i].data() + at, size) == 0) continue;
      if (atomic_.count(now + at) != 0) continue;
      if (auto race = add(now + at, false)) return race;
    }
  }
  return std::nullopt;
}

std::optional<std::string> RaceFinder::add(const unsigned char* word, bool atomic) {
  const auto [found, is_new] = change_.try_emplace(word, Change{block_, atomic});
  const Change& earlier = found->second;
  if (is_new || earlier.block == block_ || (earlier.atomic && atomic)) return std::nullopt;
  const auto how = [](bool is_atomic) { return is_atomic ? "atomically" : "with a plain store"; };
  return fmt::format("race: the word {} is changed {} by block {} and {} by block {}",
                     memory_.describe(word), how(earlier.atomic), earlier.block, how(atomic),
                     block_);
}

}  // namespace brink::simt
