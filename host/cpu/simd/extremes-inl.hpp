// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

// simd.cpp compiles this file once for each instruction set, so it has no include guard.
#include <hwy/highway.h>

#include "host/cpu/simd/simd.hpp"

HWY_BEFORE_NAMESPACE();
namespace brink::simd {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// Copies the chosen lanes of x to `out`, which must have room for all lanes.
template <class V, class Mask>
HWY_INLINE std::size_t CopyLanes(V x, Mask chosen, std::uint32_t* HWY_RESTRICT out) {
  const Words d;
#if HWY_TARGET <= HWY_AVX3
  // Compressing directly into memory is many times slower on some machines.
  hn::StoreU(hn::Compress(x, chosen), d, out);
  return hn::CountTrue(d, chosen);
#else
  return hn::AllFalse(d, chosen) ? 0 : hn::CompressStore(x, chosen, d, out);
#endif
}

/// Tests which words have a level whose bits lowest..highest are all equal.
class ExtremeTest {
 public:
  HWY_INLINE ExtremeTest(std::uint32_t b, std::uint32_t lowest, std::uint32_t highest) {
    std::uint32_t fields = 0;  // has the lowest bit of each field set
    for (std::uint32_t shift = 0; shift + b <= 32; shift += b) fields |= std::uint32_t{1} << shift;
    // For bit j of a level: its bits j and j+1 must not differ.
    const std::uint32_t inner = (std::uint32_t{1} << highest) - (std::uint32_t{1} << lowest);
    differences_ = hn::Set(Words(), fields * inner);
    above_ = hn::Set(Words(), fields << highest);
  }
  HWY_INLINE hn::Mask<Words> operator()(hn::Vec<Words> x) const {
    const auto differ = hn::And(hn::Xor(x, hn::ShiftRight<1>(x)), differences_);
    // The bit above stays where nothing is subtracted.
    const auto kept = hn::Sub(above_, differ);
#if HWY_TARGET <= HWY_AVX3
    return hn::TestBit(kept, above_);
#else
    return hn::Not(hn::Eq(hn::And(kept, above_), hn::Zero(Words())));
#endif
  }

 private:
  hn::Vec<Words> differences_, above_;
};

#if HWY_TARGET <= HWY_AVX3

/// Finds the words that pass the test, in at most kVectors vectors. Most vectors have none. So
/// the masks are stored, which takes no arithmetic, and only the vectors with a hit are looked at
/// again.
class ExtremeFinder {
 public:
  static constexpr std::size_t kVectors = 512;

  std::size_t Copy(const std::uint32_t* HWY_RESTRICT words, std::size_t vectors,
                   const ExtremeTest& test, std::uint32_t* HWY_RESTRICT out) {
    const Words d;
    const std::size_t lanes = hn::Lanes(d);
    for (std::size_t v = 0; v < vectors; ++v) {
      hn::StoreMaskBits(d, test(hn::LoadU(d, words + v * lanes)),
                        reinterpret_cast<std::uint8_t*>(masks_ + v));
    }
    const std::size_t hits = ListHits(vectors);
    std::size_t found = 0;
    for (std::size_t i = 0; i < hits; ++i) {
      const std::uint32_t v = hits_[i];
      const auto mask = hn::LoadMaskBits(d, reinterpret_cast<const std::uint8_t*>(masks_ + v));
      found += CopyLanes(hn::LoadU(d, words + v * lanes), mask, out + found);
    }
    return found;
  }

 private:
  std::size_t ListHits(std::size_t vectors) {
    const Words d;
    const hn::Rebind<std::uint16_t, Words> d16;
    const auto end = hn::Set(d, static_cast<std::uint32_t>(vectors));
    auto numbers = hn::Iota(d, 0);
    std::size_t hits = 0;
    for (std::size_t v = 0; v < vectors; v += hn::Lanes(d)) {
      const auto masks = hn::PromoteTo(d, hn::Load(d16, masks_ + v));
      const auto hit = hn::And(hn::TestBit(masks, masks), hn::Lt(numbers, end));
      hn::StoreU(hn::Compress(numbers, hit), d, hits_ + hits);
      hits += hn::CountTrue(d, hit);
      numbers = hn::Add(numbers, hn::Set(d, static_cast<std::uint32_t>(hn::Lanes(d))));
    }
    return hits;
  }

  HWY_ALIGN std::uint16_t masks_[kVectors];
  HWY_ALIGN std::uint32_t hits_[kVectors + HWY_MAX_BYTES / sizeof(std::uint32_t)];
};

std::size_t ExtremeWords(const std::uint32_t* HWY_RESTRICT words, std::size_t count,
                         std::uint32_t b, std::uint32_t lowest, std::uint32_t highest,
                         std::uint32_t* HWY_RESTRICT out) {
  const std::size_t lanes = hn::Lanes(Words());
  const ExtremeTest test(b, lowest, highest);
  ExtremeFinder finder;
  std::size_t found = 0;
  for (std::size_t i = 0; i < count; i += ExtremeFinder::kVectors * lanes) {
    const std::size_t vectors = HWY_MIN(ExtremeFinder::kVectors, (count - i) / lanes);
    found += finder.Copy(words + i, vectors, test, out + found);
  }
  return found;
}

#else

std::size_t ExtremeWords(const std::uint32_t* HWY_RESTRICT words, std::size_t count,
                         std::uint32_t b, std::uint32_t lowest, std::uint32_t highest,
                         std::uint32_t* HWY_RESTRICT out) {
  const Words d;
  const ExtremeTest test(b, lowest, highest);
  std::size_t found = 0;
  for (std::size_t i = 0; i < count; i += hn::Lanes(d)) {
    const auto x = hn::LoadU(d, words + i);
    found += CopyLanes(x, test(x), out + found);
  }
  return found;
}

#endif

std::size_t LevelsInWindows(const std::uint32_t* HWY_RESTRICT words, std::size_t count,
                            std::uint32_t b, const LevelWindows& windows,
                            std::uint32_t* HWY_RESTRICT out) {
  const Words d;
  const hn::RebindToSigned<Words> signed_lanes;
  const auto number = [&](std::uint32_t x) {
    return hn::Set(signed_lanes, static_cast<std::int32_t>(x));
  };
  const auto mask = hn::Set(d, (std::uint32_t{1} << b) - 1);
  const auto low = number(windows.low);
  const auto below_high = hn::Sub(number(windows.high), number(1));
  const auto below_middle = hn::Sub(number(windows.middle_begin), number(1));
  const auto middle_end = number(windows.middle_end);
  std::size_t found = 0;
  for (std::size_t i = 0; i < count; i += hn::Lanes(d)) {
    auto x = hn::LoadU(d, words + i);
    const auto read = hn::FirstN(d, count - i);
    for (std::uint32_t shift = 0; shift + b <= 32; shift += b) {
      const auto bits = hn::And(x, mask);
      const auto level = hn::BitCast(signed_lanes, bits);
      const auto at_ends = hn::Or(hn::Lt(level, low), hn::Gt(level, below_high));
      const auto in_middle = hn::And(hn::Gt(level, below_middle), hn::Lt(level, middle_end));
      const auto inside = hn::RebindMask(d, hn::Or(at_ends, in_middle));
      found += CopyLanes(bits, hn::And(read, inside), out + found);
      x = hn::ShiftRightSame(x, static_cast<int>(b));
    }
  }
  return found;
}

}  // namespace HWY_NAMESPACE
}  // namespace brink::simd
HWY_AFTER_NAMESPACE();
