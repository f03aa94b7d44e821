// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/mpi/words.hpp"

#include <cstring>

#include "host/error.hpp"

namespace brink {
namespace {

constexpr std::size_t word_bytes = sizeof(std::uint64_t);

}  // namespace

void WordWriter::text(std::string_view value) {
  number(value.size());
  const std::size_t first = words_.size();
  words_.resize(first + (value.size() + word_bytes - 1) / word_bytes);
  if (!value.empty()) std::memcpy(words_.data() + first, value.data(), value.size());
}

void WordWriter::numbers(const std::vector<std::uint64_t>& values) {
  number(values.size());
  words_.insert(words_.end(), values.begin(), values.end());
}

void WordReader::need(std::uint64_t words) const {
  if (words > words_.size() - place_) {
    throw Error(Exit::failed, "MPI: a message between ranks ends too early");
  }
}

std::uint64_t WordReader::number() {
  need(1);
  return words_[place_++];
}

std::string WordReader::text() {
  const std::uint64_t size = number();
  const std::uint64_t words = size / word_bytes + (size % word_bytes > 0 ? 1 : 0);
  need(words);
  std::string value(static_cast<std::size_t>(size), '\0');
  if (size > 0) std::memcpy(value.data(), words_.data() + place_, value.size());
  place_ += static_cast<std::size_t>(words);
  return value;
}

std::vector<std::uint64_t> WordReader::numbers() {
  const std::uint64_t size = number();
  need(size);
  const auto begin = words_.begin() + static_cast<std::ptrdiff_t>(place_);
  place_ += static_cast<std::size_t>(size);
  return {begin, begin + static_cast<std::ptrdiff_t>(size)};
}

void WordReader::finish() const {
  if (place_ != words_.size()) {
    throw Error(Exit::failed, "MPI: a message between ranks is longer than its contents");
  }
}

}  // namespace brink
