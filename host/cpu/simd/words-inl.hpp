// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

// simd.cpp compiles this file once for each instruction set, so it has no include guard.

#include <hwy/highway.h>

#include "host/cpu/simd/simd.hpp"

HWY_BEFORE_NAMESPACE();
namespace brink::simd {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

void Blend(const std::uint32_t* HWY_RESTRICT words, const std::uint32_t* HWY_RESTRICT flip,
           const std::uint32_t* HWY_RESTRICT keep, std::size_t count,
           std::uint32_t* HWY_RESTRICT out) {
  const hn::ScalableTag<std::uint32_t> d;
  for (std::size_t i = 0; i < count; i += hn::Lanes(d)) {
    auto x = hn::Xor(hn::LoadU(d, words + i), hn::LoadU(d, flip + i));
    if (keep != nullptr) x = hn::And(x, hn::LoadU(d, keep + i));
    hn::StoreU(x, d, out + i);
  }
}

std::size_t Pack(const std::uint32_t* HWY_RESTRICT words, const std::uint8_t* HWY_RESTRICT used,
                 std::size_t count, std::uint32_t* HWY_RESTRICT out) {
  constexpr std::size_t kByteBits = 8;
  const hn::ScalableTag<std::uint32_t> d;
  const std::size_t lanes = hn::Lanes(d);
  std::size_t kept = 0;
  if (lanes % kByteBits == 0) {
    for (std::size_t i = 0; i < count; i += lanes) {
      kept += hn::CompressBitsStore(hn::LoadU(d, words + i), used + i / kByteBits, d, out + kept);
    }
    return kept;
  }
  for (std::size_t i = 0; i < count; ++i) {
    out[kept] = words[i];
    kept += used[i / kByteBits] >> (i % kByteBits) & 1;
  }
  return kept;
}

std::uint64_t CountOnes(const std::uint32_t* HWY_RESTRICT words, std::size_t count) {
  return AddUp(words, count, SetBits()).Finish();
}

void CountOnesEach(const std::uint32_t* HWY_RESTRICT words, std::size_t stride, std::size_t images,
                   std::uint32_t* HWY_RESTRICT ones) {
  const hn::CappedTag<std::uint64_t, 2> d;
  const hn::Repartition<std::uint32_t, decltype(d)> d32;
  // From this many whole vectors on, adding up the lanes at the end of an image is worth its
  // time.
  constexpr std::size_t kFewest = 4;
  const std::size_t lanes = hn::Lanes(hn::ScalableTag<std::uint32_t>());
  const std::size_t whole = stride < kFewest * lanes ? 0 : stride / lanes * lanes;
  for (std::size_t image = 0; image < images; ++image, words += stride) {
    auto total = hn::Zero(d);
    for (std::size_t i = whole; i < stride; i += hn::Lanes(d32)) {
      total = hn::Add(total, hn::PopulationCount(hn::BitCast(d, hn::LoadU(d32, words + i))));
    }
    ones[image] = static_cast<std::uint32_t>(hn::GetLane(total) +
                                             hn::GetLane(hn::InterleaveUpper(d, total, total)));
    if (whole > 0) ones[image] += static_cast<std::uint32_t>(CountOnes(words, whole));
  }
}

PairBits CountPairBits(const std::uint32_t* HWY_RESTRICT words, std::size_t count) {
  constexpr std::uint32_t kHighBits = 0xAAAAAAAA;
  const Both<SetBits, SetBits> sums =
      AddUp(words, count, Both<SetBits, SetBits>{SetBits(), SetBits(kHighBits)});
  const std::uint64_t high = sums.second.Finish();
  return {high, sums.first.Finish() - high};
}

std::uint64_t CountPairs(const std::uint32_t* HWY_RESTRICT words, std::size_t count) {
  const hn::ScalableTag<std::uint64_t> d;
  const hn::Repartition<std::uint32_t, decltype(d)> d32;
  const auto low_bits = hn::Set(d, std::uint64_t{0x5555555555555555});
  auto both = hn::Zero(d);
  for (std::size_t i = 0; i < count; i += hn::Lanes(d32)) {
    const auto x = hn::BitCast(d, hn::LoadU(d32, words + i));
    both = hn::Add(both, hn::PopulationCount(hn::And(hn::And(x, hn::ShiftRight<1>(x)), low_bits)));
  }
  return Total(both);
}

}  // namespace HWY_NAMESPACE
}  // namespace brink::simd
HWY_AFTER_NAMESPACE();
