// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace brink::simt {

/// The memory of all devices: allocations with guard zones around them, which at first contain
/// arbitrary bytes. Freed allocations stay reserved for a while, so that stale pointers cause a
/// fault.
class DeviceMemory {
 public:
  DeviceMemory();
  ~DeviceMemory();
  DeviceMemory(const DeviceMemory&) = delete;
  DeviceMemory& operator=(const DeviceMemory&) = delete;

  /// Returns null where that device would need more than `limit` bytes in all.
  void* allocate(std::size_t bytes, int device, std::size_t limit);
  /// Returns false for a pointer that is not an allocation.
  bool free(void* pointer);
  std::size_t used(int device) const;

  /// Whether a range lies in one allocation as a whole.
  bool holds(const void* from, std::size_t bytes) const;
  /// Whether an address lies in an allocation, freed or not, or in its guard zones.
  bool is_near(const void* address) const;

  /// Makes accesses to the memory possible, or turns them into faults.
  void set_accessible(bool accessible);

  /// What was stored outside of an allocation, or nothing.
  std::optional<std::string> damage() const;
  /// What is at an address, for the message about a fault.
  std::string describe(const void* address) const;

  struct Range {
    const unsigned char* from;
    std::size_t bytes;
  };
  std::vector<Range> allocations() const;

 private:
  struct Block {
    char* data;
    std::size_t bytes;
    int device;
    char* mapped;
    std::size_t mapped_bytes;
  };
  const Block* find(const void* address) const;
  const Block* find_freed(const void* address) const;
  void reserve_freed(const Block& block);

  std::map<std::uintptr_t, Block> block_;  // by the address of its data
  std::deque<Block> freed_;
  std::map<int, std::size_t> used_;  // by device
  int pattern_;                      // a file of arbitrary bytes, mapped privately
};

}  // namespace brink::simt
