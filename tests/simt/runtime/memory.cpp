// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/simt/runtime/memory.hpp"

#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <new>

#include "tests/simt/executor/sanitizers.hpp"

namespace brink::simt {
namespace {

constexpr std::size_t page_bytes = 4096;
constexpr std::size_t guard_bytes = page_bytes;
/// A device rounds an allocation up to a multiple of this, or of more.
constexpr std::size_t allocation_unit = 256;
constexpr std::size_t pattern_bytes = std::size_t{4} << 20;
constexpr unsigned char arbitrary = 0xa5;
constexpr unsigned char guard = 0x9d;
constexpr std::size_t most_freed = 64;  ///< allocations kept reserved after they were freed

std::size_t up_to(std::size_t bytes, std::size_t unit) { return (bytes + unit - 1) / unit * unit; }

/// A file with private mappings, which provide memory of arbitrary bytes that costs nothing until
/// it is written.
int make_pattern() {
  const int file = memfd_create("brink_simt_pattern", MFD_CLOEXEC);
  if (file < 0) throw std::bad_alloc();
  const std::vector<unsigned char> page(page_bytes, arbitrary);
  for (std::size_t at = 0; at < pattern_bytes; at += page_bytes) {
    if (write(file, page.data(), page_bytes) != static_cast<ssize_t>(page_bytes)) {
      throw std::bad_alloc();
    }
  }
  return file;
}

}  // namespace

DeviceMemory::DeviceMemory() : pattern_(make_pattern()) {}
DeviceMemory::~DeviceMemory() { close(pattern_); }

std::size_t DeviceMemory::used(int device) const {
  const auto found = used_.find(device);
  return found == used_.end() ? 0 : found->second;
}

void* DeviceMemory::allocate(std::size_t bytes, int device, std::size_t limit) {
  if (bytes > limit) return nullptr;
  const std::size_t taken = up_to(bytes, allocation_unit);
  if (taken > limit || used(device) > limit - taken) return nullptr;
  const std::size_t mapped_bytes = guard_bytes + up_to(bytes, page_bytes) + guard_bytes;
  void* const mapped = mmap(nullptr, mapped_bytes, PROT_READ | PROT_WRITE,
                            MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (mapped == MAP_FAILED) return nullptr;
  const Block block{static_cast<char*>(mapped) + guard_bytes, bytes, device,
                    static_cast<char*>(mapped), mapped_bytes};
  for (std::size_t at = 0; at < bytes; at += pattern_bytes) {
    const std::size_t part = std::min(pattern_bytes, up_to(bytes - at, page_bytes));
    if (mmap(block.data + at, part, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_FIXED, pattern_, 0) ==
        MAP_FAILED) {
      throw std::bad_alloc();
    }
  }
  char* const end = block.data + bytes;
  const auto behind = static_cast<std::size_t>(block.mapped + mapped_bytes - end);
  sanitizer::fill_unseen(block.mapped, guard, guard_bytes);
  sanitizer::fill_unseen(end, guard, behind);
  sanitizer::poison(block.mapped, guard_bytes);
  sanitizer::poison(end, behind);
  used_[device] += taken;
  block_.emplace(reinterpret_cast<std::uintptr_t>(block.data), block);
  return block.data;
}

bool DeviceMemory::free(void* pointer) {
  const auto found = block_.find(reinterpret_cast<std::uintptr_t>(pointer));
  if (found == block_.end()) return false;
  used_[found->second.device] -= up_to(found->second.bytes, allocation_unit);
  reserve_freed(found->second);
  block_.erase(found);
  return true;
}

/// Gives the memory back and keeps the addresses reserved.
void DeviceMemory::reserve_freed(const Block& block) {
  sanitizer::unpoison(block.mapped, block.mapped_bytes);
  munmap(block.mapped, block.mapped_bytes);
  mmap(block.mapped, block.mapped_bytes, PROT_NONE,
       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE, -1, 0);
  freed_.push_back(block);
  if (freed_.size() > most_freed) {
    munmap(freed_.front().mapped, freed_.front().mapped_bytes);
    freed_.pop_front();
  }
}

void DeviceMemory::set_accessible(bool accessible) {
  for (const auto& [address, block] : block_) {
    mprotect(block.mapped, block.mapped_bytes, accessible ? PROT_READ | PROT_WRITE : PROT_NONE);
  }
}

const DeviceMemory::Block* DeviceMemory::find(const void* address) const {
  const auto at = reinterpret_cast<std::uintptr_t>(address);
  auto next = block_.upper_bound(at + guard_bytes);
  if (next == block_.begin()) return nullptr;
  const Block& block = std::prev(next)->second;
  return at < reinterpret_cast<std::uintptr_t>(block.mapped) + block.mapped_bytes ? &block
                                                                                  : nullptr;
}

bool DeviceMemory::holds(const void* from, std::size_t bytes) const {
  const Block* const block = find(from);
  if (block == nullptr) return false;
  const auto start = reinterpret_cast<std::uintptr_t>(from);
  const auto data = reinterpret_cast<std::uintptr_t>(block->data);
  return start >= data && start - data <= block->bytes && bytes <= block->bytes - (start - data);
}

const DeviceMemory::Block* DeviceMemory::find_freed(const void* address) const {
  const auto* const at = static_cast<const char*>(address);
  const auto found = std::find_if(freed_.begin(), freed_.end(), [&](const Block& block) {
    return at >= block.mapped && at < block.mapped + block.mapped_bytes;
  });
  return found == freed_.end() ? nullptr : &*found;
}

bool DeviceMemory::is_near(const void* address) const {
  return find(address) != nullptr || find_freed(address) != nullptr;
}

std::optional<std::string> DeviceMemory::damage() const {
  if constexpr (sanitizer::address) return std::nullopt;  // it has already stopped the store
  const auto untouched = [](char byte) { return static_cast<unsigned char>(byte) == guard; };
  for (const auto& [address, block] : block_) {
    const char* const front = std::find_if_not(static_cast<const char*>(block.mapped),
                                               static_cast<const char*>(block.data), untouched);
    const char* const end = block.mapped + block.mapped_bytes;
    const char* const behind =
        std::find_if_not(static_cast<const char*>(block.data) + block.bytes, end, untouched);
    if (front != block.data) return "out-of-bounds global store " + describe(front);
    if (behind != end) return "out-of-bounds global store " + describe(behind);
  }
  return std::nullopt;
}

std::string DeviceMemory::describe(const void* address) const {
  const auto* const at = static_cast<const char*>(address);
  if (const Block* block = find(address)) {
    return fmt::format("at byte {} of an allocation of {}", at - block->data, block->bytes);
  }
  if (const Block* block = find_freed(address)) {
    return fmt::format("at byte {} of a freed allocation of {}", at - block->data, block->bytes);
  }
  return fmt::format("at {}, which is no device memory", address);
}

std::vector<DeviceMemory::Range> DeviceMemory::allocations() const {
  std::vector<Range> ranges;
  for (const auto& [address, block] : block_) {
    ranges.push_back({reinterpret_cast<const unsigned char*>(block.data), block.bytes});
  }
  return ranges;
}

}  // namespace brink::simt
