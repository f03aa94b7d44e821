// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "cuda/drawn_levels.hpp"
#include "cuda/shape.hpp"
#include "host/cpu/simd/buffer.hpp"

namespace brink {

/// The key of the stream of the class of that name (docs/spec/random_streams.md#drawn-counts).
inline std::uint64_t counts_key(Shape shape, std::uint64_t seed, std::string_view name) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char letter : name) hash = (hash ^ static_cast<unsigned char>(letter)) * 0x100000001b3;
  return counts_key(shape, seed, hash);
}

/// The 64-bit words of an image's stream, in order. They are drawn in vectors, at first about as
/// many as the images before took.
class CountsWords {
 public:
  CountsWords(Shape shape, std::uint64_t key)
      : stream_(shape.stream(Domain::counts)), key_(key), words_(most_at_once * block_words) {}

  /// Goes to the first word of an image.
  void start(std::uint64_t image) {
    const std::size_t used = (drawn_ + place_ / block_words) + vector_blocks;
    typical_ = std::min((3 * typical_ + used) / 4, most_at_once);
    image_ = image;
    drawn_ = 0;
    end_ = place_ = 0;
  }

  std::uint64_t next() {
    if (place_ == end_) refill();
    const std::uint32_t* const next = words_.data() + place_;
    place_ += 2;
    if constexpr (std::endian::native == std::endian::little) {
      std::uint64_t both = 0;  // one load instead of two
      std::memcpy(&both, next, sizeof both);
      return both;
    }
    return next[0] | std::uint64_t{next[1]} << 32;
  }

 private:
  static constexpr std::size_t block_words = 4;
  static constexpr std::size_t vector_blocks = 16;
  static constexpr std::size_t most_at_once = 512;  // 8 KiB, of a first-level cache

  void refill() {
    drawn_ += end_ / block_words;
    const std::size_t blocks = drawn_ == 0
                                   ? (typical_ + vector_blocks - 1) / vector_blocks * vector_blocks
                                   : vector_blocks;
    simd::draw_blocks(stream_, key_, image_, drawn_, blocks, words_.data());
    end_ = blocks * block_words;
    place_ = 0;
  }

  std::uint32_t stream_;
  std::uint64_t key_;
  Buffer<std::uint32_t> words_;
  std::uint64_t image_ = 0;
  std::size_t drawn_ = 0;  ///< blocks before those in words_
  std::size_t place_ = 0, end_ = 0;
  std::size_t typical_ = vector_blocks;
};

}  // namespace brink
