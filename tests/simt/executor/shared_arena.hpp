// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace brink::simt {

/// The shared memory of a block: variables with gaps between them. The gaps contain a pattern
/// that is checked after each block. For AddressSanitizer the gaps are poisoned.
class SharedArena {
 public:
  SharedArena();
  ~SharedArena();
  SharedArena(const SharedArena&) = delete;  // kernels know the variables' addresses
  SharedArena& operator=(const SharedArena&) = delete;

  /// Forgets the variables. The dynamic part gets `dynamic_bytes` bytes.
  void begin_launch(std::size_t dynamic_bytes);
  /// Fills all variables with `arbitrary`.
  void begin_block(unsigned char arbitrary);
  /// What was overwritten outside of the variables, or nothing.
  std::optional<std::string> damage() const;
  /// Ends the block: for ThreadSanitizer, the memory and the keys of the next block are new.
  void end_block();

  void* variable(const void* site, std::size_t bytes, std::size_t alignment);
  void* dynamic() const { return memory_ + variable_[0].offset; }
  /// The bytes that the launch has declared, without the dynamic part.
  std::size_t static_bytes() const { return static_bytes_; }

  /// The number of keys for sanitizer::acquire() and release() that only this block uses.
  static constexpr std::size_t keys = 512;
  void* key(std::size_t number) const { return memory_ + number % keys * key_bytes; }

 private:
  struct Variable {
    const void* site;
    std::size_t offset, bytes;
  };
  static constexpr std::size_t key_bytes = 8;  // ThreadSanitizer cannot distinguish smaller ones
  static constexpr std::size_t first_gap = keys * key_bytes;

  Variable& place(const void* site, std::size_t bytes, std::size_t alignment);
  void fill_gap(std::size_t from, std::size_t to);

  char* memory_;
  std::vector<Variable> variable_;  // the first is the dynamic part
  std::size_t end_ = 0;             // of the last variable
  std::size_t static_bytes_ = 0;
  unsigned char arbitrary_ = 0;
};

}  // namespace brink::simt
