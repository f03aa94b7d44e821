// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

// Compiled once for each instruction set by simd.cpp; so no include guard.
#include <hwy/highway.h>

#include "host/cpu/simd.hpp"

HWY_BEFORE_NAMESPACE();
namespace brink::simd {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

const char* TargetName() { return hwy::TargetName(HWY_TARGET); }

/// Sum of the lanes of a vector of 64-bit counters.
template <class V>
HWY_INLINE std::uint64_t Total(V v) {
  const hn::ScalableTag<std::uint64_t> d;
  HWY_ALIGN std::uint64_t lanes[HWY_MAX_BYTES / sizeof(std::uint64_t)];
  hn::Store(v, d, lanes);
  std::uint64_t total = 0;
  for (std::size_t i = 0; i < hn::Lanes(d); ++i) total += lanes[i];
  return total;
}

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

std::uint64_t CountOnes(const std::uint32_t* HWY_RESTRICT words, std::size_t count) {
  const hn::ScalableTag<std::uint64_t> d;
  const hn::Repartition<std::uint32_t, decltype(d)> d32;
  auto total = hn::Zero(d);
  for (std::size_t i = 0; i < count; i += hn::Lanes(d32)) {
    total = hn::Add(total, hn::PopulationCount(hn::BitCast(d, hn::LoadU(d32, words + i))));
  }
  return Total(total);
}

PairBits CountPairBits(const std::uint32_t* HWY_RESTRICT words, std::size_t count) {
  const hn::ScalableTag<std::uint64_t> d;
  const hn::Repartition<std::uint32_t, decltype(d)> d32;
  const auto low_bits = hn::Set(d, std::uint64_t{0x5555555555555555});
  auto all = hn::Zero(d);
  auto low = hn::Zero(d);
  auto both = hn::Zero(d);
  for (std::size_t i = 0; i < count; i += hn::Lanes(d32)) {
    const auto x = hn::BitCast(d, hn::LoadU(d32, words + i));
    const auto x_low = hn::And(x, low_bits);
    all = hn::Add(all, hn::PopulationCount(x));
    low = hn::Add(low, hn::PopulationCount(x_low));
    both = hn::Add(both, hn::PopulationCount(hn::And(x_low, hn::ShiftRight<1>(x))));
  }
  const std::uint64_t low_total = Total(low);
  return {Total(all) - low_total, low_total, Total(both)};
}

/// Field `field` of every 32-bit lane, moved to bit `to`; `mask` is one field's.
template <class D, class V>
HWY_INLINE V Field(D d, V x, std::uint32_t b, std::uint32_t field, std::uint32_t to,
                   std::uint32_t mask) {
  const int right = static_cast<int>(field * b) - static_cast<int>(to);
  const auto moved = right >= 0 ? hn::ShiftRightSame(x, right) : hn::ShiftLeftSame(x, -right);
  return hn::And(moved, hn::Set(d, mask << to));
}

/// Spreads the fields of packed words to lanes of `kLaneBits` bits.
template <std::uint32_t kLaneBits>
std::size_t Expand(const std::uint32_t* HWY_RESTRICT words, std::size_t count, std::uint32_t b,
                   std::uint32_t* HWY_RESTRICT out) {
  const hn::ScalableTag<std::uint32_t> d;
  const std::uint32_t mask = (std::uint32_t{1} << b) - 1;
  const std::uint32_t fields = 32 / b;
  std::size_t written = 0;
  for (std::size_t i = 0; i < count; i += hn::Lanes(d)) {
    const auto x = hn::LoadU(d, words + i);
    for (std::uint32_t field = 0; field < fields;) {
      auto spread = hn::Zero(d);
      for (std::uint32_t to = 0; to < 32 && field < fields; to += kLaneBits, ++field) {
        spread = hn::Or(spread, Field(d, x, b, field, to, mask));
      }
      hn::StoreU(spread, d, out + written);
      written += hn::Lanes(d);
    }
  }
  return written * (32 / kLaneBits);
}

/// The fields of 4-bit levels by strides: every lane holds two.
std::size_t ExpandNibbles(const std::uint32_t* HWY_RESTRICT words, std::size_t count,
                          std::uint32_t* HWY_RESTRICT out) {
  const hn::ScalableTag<std::uint32_t> d;
  const auto low = hn::Set(d, std::uint32_t{0x0f0f0f0f});
  for (std::size_t i = 0; i < count; i += hn::Lanes(d)) {
    const auto x = hn::LoadU(d, words + i);
    hn::StoreU(hn::And(x, low), d, out + 2 * i);
    hn::StoreU(hn::And(hn::ShiftRight<4>(x), low), d, out + 2 * i + hn::Lanes(d));
  }
  return count * 8;
}

std::size_t ExpandBytes(const std::uint32_t* words, std::size_t count, std::uint32_t b,
                        std::uint8_t* out) {
  auto* const lanes = reinterpret_cast<std::uint32_t*>(out);
  return b == 4 ? ExpandNibbles(words, count, lanes) : Expand<8>(words, count, b, lanes);
}

std::size_t ExpandHalves(const std::uint32_t* words, std::size_t count, std::uint32_t b,
                         std::uint16_t* out) {
  return Expand<16>(words, count, b, reinterpret_cast<std::uint32_t*>(out));
}

std::uint64_t SumBytes(const std::uint8_t* HWY_RESTRICT levels, std::size_t count) {
  const hn::ScalableTag<std::uint8_t> d;
  auto total = hn::Zero(hn::ScalableTag<std::uint64_t>());
  for (std::size_t i = 0; i < count; i += hn::Lanes(d)) {
    total = hn::Add(total, hn::SumsOf8(hn::LoadU(d, levels + i)));
  }
  return Total(total);
}

/// Sums the low and the high bytes apart, with the byte sum of the machine.
std::uint64_t SumHalves(const std::uint16_t* HWY_RESTRICT levels, std::size_t count) {
  const hn::ScalableTag<std::uint16_t> d;
  const hn::Repartition<std::uint8_t, decltype(d)> bytes;
  const auto low_mask = hn::Set(d, std::uint16_t{0xff});
  auto all = hn::Zero(hn::ScalableTag<std::uint64_t>());
  auto low = all;
  for (std::size_t i = 0; i < count; i += hn::Lanes(d)) {
    const auto x = hn::LoadU(d, levels + i);
    all = hn::Add(all, hn::SumsOf8(hn::BitCast(bytes, x)));
    low = hn::Add(low, hn::SumsOf8(hn::BitCast(bytes, hn::And(x, low_mask))));
  }
  const std::uint64_t low_total = Total(low);
  return low_total + 256 * (Total(all) - low_total);
}

/// How many lanes satisfy a predicate, counted in the lanes themselves and
/// flushed before a byte or half can overflow.
template <class T, class Predicate>
HWY_INLINE std::uint64_t CountWhere(const T* HWY_RESTRICT levels, std::size_t count,
                                    const Predicate& predicate) {
  const hn::ScalableTag<T> d;
  const hn::Repartition<std::uint8_t, decltype(d)> bytes;
  const std::size_t lanes = hn::Lanes(d);
  constexpr std::size_t kMostAdds = 255;  // a byte's largest count
  const auto one = hn::Set(d, T{1});
  auto total = hn::Zero(hn::ScalableTag<std::uint64_t>());
  for (std::size_t i = 0; i < count;) {
    const std::size_t end = HWY_MIN(count, i + kMostAdds * lanes);
    auto hits = hn::Zero(d);
    for (; i < end; i += lanes) {
      const auto mask = predicate(hn::LoadU(d, levels + i));
#if HWY_TARGET <= HWY_AVX3
      hits = hn::IfThenElse(mask, hn::Add(hits, one), hits);
#else
      hits = hn::Sub(hits, hn::VecFromMask(d, mask));
#endif
    }
    total = hn::Add(total, hn::SumsOf8(hn::BitCast(bytes, hits)));
  }
  (void)one;
  return Total(total);
}

template <class T>
std::uint64_t CountEqual(const T* levels, std::size_t count, T level) {
  const auto wanted = hn::Set(hn::ScalableTag<T>(), level);
  return CountWhere(levels, count, [&](auto x) HWY_ATTR { return hn::Eq(x, wanted); });
}
template <class T>
std::uint64_t CountAtLeast(const T* levels, std::size_t count, T level) {
  const auto below = hn::Set(hn::ScalableTag<T>(), static_cast<T>(level - 1));
  return CountWhere(levels, count, [&](auto x) HWY_ATTR { return hn::Gt(x, below); });
}

std::uint64_t CountEqualBytes(const std::uint8_t* levels, std::size_t count, std::uint8_t level) {
  return CountEqual(levels, count, level);
}
std::uint64_t CountEqualHalves(const std::uint16_t* levels, std::size_t count,
                               std::uint16_t level) {
  return CountEqual(levels, count, level);
}
std::uint64_t CountAtLeastBytes(const std::uint8_t* levels, std::size_t count,
                                std::uint8_t level) {
  return CountAtLeast(levels, count, level);
}
std::uint64_t CountAtLeastHalves(const std::uint16_t* levels, std::size_t count,
                                 std::uint16_t level) {
  return CountAtLeast(levels, count, level);
}

std::size_t Collect(const std::uint16_t* HWY_RESTRICT levels, std::size_t count,
                    Windows16 windows, std::uint16_t* HWY_RESTRICT out) {
  const hn::ScalableTag<std::uint16_t> d;
  const auto first = hn::Set(d, windows.first_inner);
  // Outside first..last: x - first, which wraps, is above last - first.
  const auto gap =
      hn::Set(d, static_cast<std::uint16_t>(windows.last_inner - windows.first_inner));
  const auto middle = hn::Set(d, windows.middle_begin);
  const auto middle_size =
      hn::Set(d, static_cast<std::uint16_t>(windows.middle_end - windows.middle_begin));
  std::size_t found = 0;
  for (std::size_t i = 0; i < count; i += hn::Lanes(d)) {
    const auto x = hn::LoadU(d, levels + i);
    const auto wanted = hn::Or(hn::Gt(hn::Sub(x, first), gap),
                               hn::Lt(hn::Sub(x, middle), middle_size));
    if (hn::AllFalse(d, wanted)) continue;
    found += hn::CompressStore(x, wanted, d, out + found);
  }
  return found;
}

}  // namespace HWY_NAMESPACE
}  // namespace brink::simd
HWY_AFTER_NAMESPACE();
