// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "bench/raw.hpp"

#include <stdexcept>

// The same instruction sets as host/cpu/simd.cpp.
#define HWY_WANT_AVX3_DL
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "bench/raw.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "cuda/philox.hpp"
#if HWY_TARGET != HWY_SCALAR
#include "host/cpu/simd_philox-inl.hpp"
#endif

HWY_BEFORE_NAMESPACE();
namespace brink::bench {
namespace HWY_NAMESPACE {

#if HWY_TARGET == HWY_SCALAR

std::uint64_t Raw(int, std::uint64_t seed, std::uint64_t index, std::uint64_t count) {
  std::uint64_t all = 0;
  for (std::uint64_t i = 0; i < count; ++i) {
    const Block x = stream_block(0, seed, index, i);
    all ^=
        (x.word[0] | std::uint64_t{x.word[1]} << 32) ^ (x.word[2] | std::uint64_t{x.word[3]} << 32);
  }
  return all;
}

#else

namespace hn = hwy::HWY_NAMESPACE;
namespace simd = brink::simd::HWY_NAMESPACE;

/// Counters hold words in the low halves of their lanes, b and d with the high half
/// of a product above them; what a word is XORed with does not matter to the time.
template <int kVectors>
std::uint64_t RawWith(std::uint64_t seed, std::uint64_t index, std::uint64_t count) {
  const simd::Wide d;
  const std::size_t lanes = hn::Lanes(d);
  const simd::RoundKeys keys(seed);
  const auto index_low = hn::Set(d, index);
  const auto index_high = hn::Set(d, index >> 32);
  const auto stream = hn::Zero(d);
  const auto step = hn::Set(d, std::uint64_t{lanes});
  auto block = hn::Iota(d, 0);
  auto even = hn::Zero(d), odd = hn::Zero(d);
  const auto fold = [&](const simd::Counters& x) {
    even = hn::Xor3(even, x.a, x.c);
    odd = hn::Xor3(odd, x.b, x.d);
  };
  std::uint64_t done = 0;
  for (; done + kVectors * lanes <= count; done += kVectors * lanes) {
    simd::Counters x[kVectors];
    for (int v = 0; v < kVectors; ++v) {
      x[v] = simd::Counters{block, index_low, index_high, stream};
      block = hn::Add(block, step);
    }
    simd::Finish(x, keys);
    for (int v = 0; v < kVectors; ++v) fold(x[v]);
  }
  HWY_ALIGN std::uint64_t word[2][HWY_MAX_BYTES / sizeof(std::uint64_t)];
  hn::Store(even, d, word[0]);
  hn::Store(odd, d, word[1]);
  std::uint64_t all = 0;
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    all ^= (word[0][lane] & 0xffffffff) | word[1][lane] << 32;
  }
  for (; done < count; ++done) {
    const Block x = stream_block(0, seed, index, done);
    all ^=
        (x.word[0] | std::uint64_t{x.word[1]} << 32) ^ (x.word[2] | std::uint64_t{x.word[3]} << 32);
  }
  return all;
}

std::uint64_t Raw(int vectors, std::uint64_t seed, std::uint64_t index, std::uint64_t count) {
  switch (vectors) {
    case 0:
      return RawWith<simd::kInFlight>(seed, index, count);
    case 1:
      return RawWith<1>(seed, index, count);
    case 2:
      return RawWith<2>(seed, index, count);
    case 3:
      return RawWith<3>(seed, index, count);
    case 4:
      return RawWith<4>(seed, index, count);
    case 6:
      return RawWith<6>(seed, index, count);
    default:
      return RawWith<8>(seed, index, count);
  }
}

#endif

}  // namespace HWY_NAMESPACE
}  // namespace brink::bench
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace brink::bench {

HWY_EXPORT(Raw);

std::uint64_t raw_blocks(std::uint64_t seed, std::uint64_t index, std::uint64_t count) {
  return HWY_DYNAMIC_DISPATCH(Raw)(0, seed, index, count);
}

std::uint64_t raw_blocks_in_flight(int vectors, std::uint64_t seed, std::uint64_t index,
                                   std::uint64_t count) {
  if (vectors < 1 || vectors > 8 || vectors == 5 || vectors == 7) {
    throw std::invalid_argument("vectors in flight: 1, 2, 3, 4, 6 or 8");
  }
  return HWY_DYNAMIC_DISPATCH(Raw)(vectors, seed, index, count);
}

}  // namespace brink::bench
#endif  // HWY_ONCE
