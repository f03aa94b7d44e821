// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "cuda/hd.hpp"

namespace brink {

/// Bits set in each byte of a word, by adding pairs of bits, then nibbles, then bytes.
BRINK_HD constexpr std::uint64_t ones_in_bytes(std::uint64_t word) {
  word -= (word >> 1) & 0x5555555555555555;
  word = (word & 0x3333333333333333) + ((word >> 2) & 0x3333333333333333);
  return (word + (word >> 4)) & 0x0f0f0f0f0f0f0f0f;
}

/// Bits set in two words.
BRINK_HD constexpr std::uint32_t ones_in(std::uint64_t a, std::uint64_t b) {
  const std::uint64_t bytes = ones_in_bytes(a) + ones_in_bytes(b);
  return static_cast<std::uint32_t>((bytes * 0x0101010101010101) >> 56);
}

/// Position of the lowest bit set. `word` must not be 0.
BRINK_HD inline std::uint32_t lowest_one(std::uint32_t word) {
#ifdef __CUDA_ARCH__
  return static_cast<std::uint32_t>(__ffs(static_cast<int>(word))) - 1;
#else
  return static_cast<std::uint32_t>(__builtin_ctz(word));
#endif
}

/// How many bits a number has, from its highest one down. 0 for 0.
BRINK_HD inline int bit_width(std::uint64_t number) {
#ifdef __CUDA_ARCH__
  return 64 - __clzll(static_cast<long long>(number));
#else
  return number == 0 ? 0 : 64 - __builtin_clzll(number);
#endif
}

}  // namespace brink
