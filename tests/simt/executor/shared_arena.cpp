// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/simt/executor/shared_arena.hpp"

#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <new>

#include "tests/simt/executor/sanitizers.hpp"

namespace brink::simt {
namespace {

constexpr std::size_t arena_bytes = std::size_t{1} << 20;  ///< a device has at most 227 KiB
constexpr std::size_t gap_bytes = 256;                     ///< as wide as a row of a tile
constexpr std::size_t line_bytes = 128;
constexpr unsigned char gap_pattern = 0xc3;
constexpr std::size_t dynamic_alignment = 16;  ///< as on a device
constexpr std::size_t least_alignment = 8;

/// Makes the system call directly, because ThreadSanitizer treats mmap() as a write to all the
/// memory.
void* map(void* at) {
  const int fixed = at == nullptr ? 0 : MAP_FIXED;
  const long mapped = syscall(SYS_mmap, at, arena_bytes, PROT_READ | PROT_WRITE,
                              MAP_PRIVATE | MAP_ANONYMOUS | fixed, -1, 0);
  if (mapped == -1) throw std::bad_alloc();
  return reinterpret_cast<void*>(mapped);
}

}  // namespace

SharedArena::SharedArena() : memory_(static_cast<char*>(map(nullptr))) {}
SharedArena::~SharedArena() {
  sanitizer::unpoison(memory_, arena_bytes);
  munmap(memory_, arena_bytes);
}

void SharedArena::begin_launch(std::size_t dynamic_bytes) {
  variable_.clear();
  end_ = first_gap;
  static_bytes_ = 0;
  sanitizer::poison(memory_ + first_gap, arena_bytes - first_gap);
  place(nullptr, dynamic_bytes, dynamic_alignment);
}

SharedArena::Variable& SharedArena::place(const void* site, std::size_t bytes,
                                          std::size_t alignment) {
  // Variables have no more alignment than asked for, down to what AddressSanitizer can
  // distinguish.
  const std::size_t line = (end_ + gap_bytes + line_bytes - 1) / line_bytes * line_bytes;
  const std::size_t offset =
      line + (alignment < line_bytes ? std::max(alignment, least_alignment) : 0);
  if (offset + bytes + gap_bytes > arena_bytes) throw std::bad_alloc();
  fill_gap(end_, offset);
  variable_.push_back({site, offset, bytes});
  end_ = offset + bytes;
  sanitizer::unpoison(memory_ + offset, bytes);
  sanitizer::fill_unseen(memory_ + offset, arbitrary_, bytes);
  fill_gap(end_, end_ + gap_bytes);
  return variable_.back();
}

void SharedArena::fill_gap(std::size_t from, std::size_t to) {
  if constexpr (!sanitizer::address) {
    sanitizer::fill_unseen(memory_ + from, gap_pattern, to - from);
  }
}

void* SharedArena::variable(const void* site, std::size_t bytes, std::size_t alignment) {
  for (std::size_t i = 1; i < variable_.size(); ++i) {
    if (variable_[i].site == site) return memory_ + variable_[i].offset;
  }
  static_bytes_ += bytes;
  return memory_ + place(site, bytes, alignment).offset;
}

void SharedArena::begin_block(unsigned char arbitrary) {
  arbitrary_ = arbitrary;
  for (const Variable& v : variable_) {
    sanitizer::fill_unseen(memory_ + v.offset, arbitrary, v.bytes);
  }
}

std::optional<std::string> SharedArena::damage() const {
  if constexpr (sanitizer::address) return std::nullopt;  // it has already stopped the store
  std::size_t gap = first_gap;
  for (std::size_t i = 0; i <= variable_.size(); ++i) {
    const std::size_t end = i < variable_.size() ? variable_[i].offset : end_ + gap_bytes;
    for (std::size_t at = gap; at < end; ++at) {
      if (static_cast<unsigned char>(memory_[at]) == gap_pattern) continue;
      const std::string place =
          i == 0 ? std::to_string(end - at) + " bytes before the first shared variable"
                 : "byte " + std::to_string(at - variable_[i - 1].offset) + " of shared variable " +
                       std::to_string(i - 1) + " (0: the dynamic part), which has " +
                       std::to_string(variable_[i - 1].bytes);
      return "out-of-bounds shared store: " + place;
    }
    if (i < variable_.size()) gap = variable_[i].offset + variable_[i].bytes;
  }
  return std::nullopt;
}

void SharedArena::end_block() {
  if constexpr (!sanitizer::thread) return;
  munmap(memory_, arena_bytes);  // also drops its shadow
  map(memory_);
  fill_gap(first_gap, end_ + gap_bytes);
}

}  // namespace brink::simt
