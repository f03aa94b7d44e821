// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstdint>

// CUDA's integer intrinsics, by their definitions in the CUDA Math API.

constexpr int __popc(unsigned word) { return std::popcount(word); }
constexpr int __popcll(unsigned long long word) { return std::popcount(word); }
constexpr int __ffs(int word) { return __builtin_ffs(word); }
constexpr int __ffsll(long long word) { return __builtin_ffsll(word); }
constexpr int __clz(int word) { return std::countl_zero(static_cast<unsigned>(word)); }
constexpr int __clzll(long long word) {
  return std::countl_zero(static_cast<unsigned long long>(word));
}

constexpr unsigned __brev(unsigned word) {
  word = (word >> 1 & 0x55555555) | (word & 0x55555555) << 1;
  word = (word >> 2 & 0x33333333) | (word & 0x33333333) << 2;
  word = (word >> 4 & 0x0f0f0f0f) | (word & 0x0f0f0f0f) << 4;
  return __builtin_bswap32(word);
}
constexpr unsigned long long __brevll(unsigned long long word) {
  return static_cast<unsigned long long>(__brev(static_cast<unsigned>(word))) << 32 |
         __brev(static_cast<unsigned>(word >> 32));
}

/// Byte i of the result is byte (selector >> 4 i) & 7 of the eight bytes of x and y.
constexpr unsigned __byte_perm(unsigned x, unsigned y, unsigned selector) {
  const std::uint64_t bytes = std::uint64_t{y} << 32 | x;
  unsigned result = 0;
  for (unsigned i = 0; i < 4; ++i) {
    const unsigned from = selector >> (4 * i) & 7;
    result |= static_cast<unsigned>(bytes >> (8 * from) & 0xff) << (8 * i);
  }
  return result;
}

constexpr unsigned __umulhi(unsigned x, unsigned y) {
  return static_cast<unsigned>(std::uint64_t{x} * y >> 32);
}
constexpr int __mulhi(int x, int y) { return static_cast<int>(std::int64_t{x} * y >> 32); }
constexpr unsigned long long __umul64hi(unsigned long long x, unsigned long long y) {
  __extension__ using Wide = unsigned __int128;
  return static_cast<unsigned long long>(Wide{x} * y >> 64);
}
constexpr long long __mul64hi(long long x, long long y) {
  __extension__ using Wide = __int128;
  return static_cast<long long>(Wide{x} * y >> 64);
}

constexpr unsigned __dp4a(unsigned x, unsigned y, unsigned sum) {
  for (unsigned i = 0; i < 32; i += 8) sum += (x >> i & 0xff) * (y >> i & 0xff);
  return sum;
}
constexpr int __dp4a(int x, int y, int sum) {
  auto bits = static_cast<unsigned>(sum);
  for (unsigned i = 0; i < 32; i += 8) {
    bits +=
        static_cast<unsigned>(static_cast<std::int8_t>(x >> i) * static_cast<std::int8_t>(y >> i));
  }
  return static_cast<int>(bits);
}

constexpr unsigned __funnelshift_l(unsigned low, unsigned high, unsigned shift) {
  return static_cast<unsigned>(((std::uint64_t{high} << 32 | low) << (shift & 31)) >> 32);
}
constexpr unsigned __funnelshift_r(unsigned low, unsigned high, unsigned shift) {
  return static_cast<unsigned>((std::uint64_t{high} << 32 | low) >> (shift & 31));
}

template <class T>
T __ldg(const T* address) {
  return *address;
}

// CUDA's overloads for kernels, which are neither macros nor members of a namespace.
#define BRINK_SIMT_MIN_MAX(Type)                               \
  constexpr Type min(Type a, Type b) { return b < a ? b : a; } \
  constexpr Type max(Type a, Type b) { return a < b ? b : a; }
BRINK_SIMT_MIN_MAX(int)
BRINK_SIMT_MIN_MAX(unsigned)
BRINK_SIMT_MIN_MAX(long)
BRINK_SIMT_MIN_MAX(unsigned long)
BRINK_SIMT_MIN_MAX(long long)
BRINK_SIMT_MIN_MAX(unsigned long long)
#undef BRINK_SIMT_MIN_MAX
