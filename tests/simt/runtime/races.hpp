// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "tests/simt/executor/block.hpp"
#include "tests/simt/runtime/memory.hpp"

namespace brink::simt {

/// Finds words of device memory that two blocks of a launch change, unless both do so atomically,
/// because blocks are not ordered on a device. It compares all device memory before and after
/// each block, so it sees changes, but not stores that leave a word as it was.
class RaceFinder final : public AtomicWatcher {
 public:
  explicit RaceFinder(const DeviceMemory& memory) : memory_(memory) {}

  void begin_block(std::uint64_t block);
  /// The race in which the block takes part, or nothing.
  std::optional<std::string> end_block();
  void sees_atomic(const void* address, std::size_t bytes) override;

 private:
  struct Change {
    std::uint64_t block;
    bool atomic;
  };
  std::optional<std::string> add(const unsigned char* word, bool atomic);

  const DeviceMemory& memory_;
  std::uint64_t block_ = 0;
  std::vector<std::vector<unsigned char>> before_;  // of each allocation
  std::unordered_set<const void*> atomic_;          // words of this block
  std::unordered_map<const void*, Change> change_;  // of earlier blocks, by word
};

}  // namespace brink::simt
