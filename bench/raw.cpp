// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "bench/raw.hpp"

#include <stdexcept>

#include "host/cpu/simd/targets.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "bench/raw.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "cuda/philox.hpp"
#if HWY_TARGET != HWY_SCALAR
#include "host/cpu/simd/philox-inl.hpp"
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

template <int kVectors>
std::uint64_t RawWith(std::uint64_t seed, std::uint64_t index, std::uint64_t count) {
  const std::size_t lanes = hn::Lanes(simd::Wide());
  const simd::RoundKeys keys(seed);
  simd::Neighbours blocks(0, keys, index, 0);
  auto sum = hn::Zero(simd::Wide());
  std::uint64_t done = 0;
  for (; done + kVectors * lanes <= count; done += kVectors * lanes) {
    simd::Counters x[kVectors];
    for (int v = 0; v < kVectors; ++v) x[v] = blocks.Next();
    simd::PhiloxBlocks made[kVectors];
    simd::Finish<simd::Neighbours::kRounds>(x, keys, made);
    for (int v = 0; v < kVectors; ++v) sum = hn::Xor3(sum, made[v].first, made[v].second);
  }
  std::uint64_t all = simd::XorOfLanes(sum);
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
