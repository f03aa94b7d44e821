// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "host/cpu/simd/buffer.hpp"
#include "host/cpu/simd/simd.hpp"

namespace brink {

/// Words of one stream that are read in ascending order, and therefore drawn many at a time.
class StreamWindow {
 public:
  /// At most `most` words will be wanted at once.
  explicit StreamWindow(std::size_t most)
      : capacity_(std::max<std::size_t>(most / 4 + 2, least_blocks)), words_(capacity_ * 4) {}

  /// Starts a stream, of which `words` words are of use.
  void start(std::uint32_t stream, std::uint64_t seed, std::uint64_t index, std::uint64_t words) {
    stream_ = stream;
    seed_ = seed;
    index_ = index;
    blocks_ = (words + 3) / 4;
    held_ = 0;
  }

  /// Words first..first+count-1, until the next call.
  const std::uint32_t* at(std::uint64_t first, std::size_t count) {
    if (first < first_ || first + count > first_ + held_) {
      const std::uint64_t block = first / 4;
      const auto blocks =
          static_cast<std::size_t>(std::min<std::uint64_t>(capacity_, blocks_ - block));
      simd::draw_blocks(stream_, seed_, index_, block, blocks, words_.data());
      first_ = block * 4;
      held_ = blocks * 4;
    }
    return words_.data() + (first - first_);
  }

 private:
  /// 2 KiB. Drawing so many makes the start of the vector loops cheap.
  static constexpr std::size_t least_blocks = 128;

  std::size_t capacity_;  ///< blocks
  Buffer<std::uint32_t> words_;
  std::uint32_t stream_ = 0;
  std::uint64_t seed_ = 0, index_ = 0, blocks_ = 0;
  std::uint64_t first_ = 0, held_ = 0;  ///< the words that are there
};

}  // namespace brink
