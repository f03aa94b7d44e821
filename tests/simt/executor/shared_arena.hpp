// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace brink::simt {

/// The shared memory of a block: variables with gaps between them. The gaps hold a pattern,
/// checked after each block, and are poison to AddressSanitizer.
class SharedArena {
 public:
  SharedArena();
  ~SharedArena();
  SharedArena(const SharedArena&) = delete;  // variables are known by address
  SharedArena& operator=(const SharedArena&) = delete;

  /// Forgets the variables; the dynamic part has that many bytes.
  void begin_launch(std::size_t dynamic_bytes);
  /// Fills all variables with `arbitrary`.
  void begin_block(unsigned char arbitrary);
  /// What was overwritten beyond the variables, if anything was.
  std::optional<std::string> damage() const;
  /// To ThreadSanitizer the memory, and the keys, of the next block are new.
  void end_block();

  void* variable(const void* site, std::size_t bytes, std::size_t alignment);
  void* dynamic() const { return memory_ + variable_[0].offset; }
  /// What the launch has declared, without the dynamic part.
  std::size_t static_bytes() const { return static_bytes_; }

  /// Keys for sanitizer::acquire() and release() that no other block uses.
  static constexpr std::size_t keys = 512;
  void* key(std::size_t number) const { return memory_ + number % keys * key_bytes; }

 private:
  struct Variable {
    const void* site;
    std::size_t offset, bytes;
  };
  static constexpr std::size_t key_bytes = 8;  // ThreadSanitizer tells no less apart
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
