// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace brink {

/// The contents of messages: integers, and texts packed eight bytes to a word.
using Words = std::vector<std::uint64_t>;

class WordWriter {
 public:
  void number(std::uint64_t value) { words_.push_back(value); }
  void text(std::string_view value);
  void numbers(const std::vector<std::uint64_t>& values);
  Words take() { return std::move(words_); }

 private:
  Words words_;
};

/// Reads what a WordWriter wrote, in the same order. `words` must outlive the reader.
class WordReader {
 public:
  explicit WordReader(const Words& words) : words_(words) {}

  /// Each @throw Error(Exit::failed) where the message ends too early.
  std::uint64_t number();
  std::string text();
  std::vector<std::uint64_t> numbers();
  /// @throw Error(Exit::failed) where something is left to read
  void finish() const;

 private:
  void need(std::uint64_t words) const;

  const Words& words_;
  std::size_t place_ = 0;
};

}  // namespace brink
