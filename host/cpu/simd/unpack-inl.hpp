// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

// simd.cpp compiles this file once for each instruction set, so it has no include guard.

#include <hwy/highway.h>

#include <type_traits>

HWY_BEFORE_NAMESPACE();
namespace brink::simd {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// Turns a vector of packed words into vectors of levels of B = 2..16 bits: each level is in one
/// byte up to 8 bits, and in 16 bits above. Lanes without a level are 0. The order is not that of
/// the pixels.
template <std::uint32_t B>
struct Unpack {
  using Level = std::conditional_t<(B <= 8), std::uint8_t, std::uint16_t>;
  static constexpr std::uint32_t kFields = 32 / B;
  static constexpr std::uint32_t kLaneBits = sizeof(Level) * 8;
  static constexpr std::uint64_t kMask = (std::uint64_t{1} << B) - 1;
  /// The highest bit of each level.
  static constexpr std::uint32_t TopBits() {
    std::uint32_t bits = 0;
    for (std::uint32_t field = 1; field <= kFields; ++field) bits |= 1u << (field * B - 1);
    return bits;
  }

#if HWY_TARGET == HWY_AVX3_DL
  // VPMULTISHIFTQB gives each byte any 8 adjacent bits of its 64 bits, so one instruction and a
  // mask unpack a vector. The fields of two words share a 64-bit lane.
  static constexpr std::uint32_t kPerVector = 64 / kLaneBits;
  static constexpr std::uint32_t kVectors = (2 * kFields + kPerVector - 1) / kPerVector;

  static constexpr std::uint32_t Offset(std::uint32_t field) {
    return field / kFields * 32 + field % kFields * B;
  }
  static constexpr std::uint64_t Control(std::uint32_t vector) {
    std::uint64_t control = 0;
    for (std::uint32_t byte = 0; byte < 8; ++byte) {
      const std::uint32_t field = vector * kPerVector + byte * 8 / kLaneBits;
      if (field >= 2 * kFields) break;
      const std::uint64_t offset = (Offset(field) + byte * 8 % kLaneBits) % 64;
      control |= offset << (byte * 8);
    }
    return control;
  }
  static constexpr std::uint64_t LaneMask(std::uint32_t vector) {
    std::uint64_t mask = 0;
    for (std::uint32_t lane = 0; lane < kPerVector; ++lane) {
      if (vector * kPerVector + lane < 2 * kFields) mask |= kMask << (lane * kLaneBits);
    }
    return mask;
  }

  template <std::uint32_t kVector, class V, class Visitor>
  static HWY_INLINE Visitor One(V x, Visitor visitor) {
    if constexpr (kVector < kVectors) {
      const hn::ScalableTag<std::uint64_t> d64;
      const auto control = hn::Set(d64, Control(kVector));
      auto y = hn::Zero(d64);
      y.raw = _mm512_multishift_epi64_epi8(control.raw, x.raw);
      y = hn::And(y, hn::Set(d64, LaneMask(kVector)));
      visitor.Visit(hn::BitCast(hn::ScalableTag<Level>(), y));
      return One<kVector + 1>(x, visitor);
    } else {
      return visitor;
    }
  }
#else
  static constexpr std::uint32_t kPerVector = 32 / kLaneBits;
  static constexpr std::uint32_t kVectors = (kFields + kPerVector - 1) / kPerVector;

  /// Moves field `kField` of every word to bit `kTo`.
  template <std::uint32_t kField, std::uint32_t kTo, class V>
  static HWY_INLINE V Moved(V x) {
    const hn::ScalableTag<std::uint32_t> d;
    const auto mask = hn::Set(d, static_cast<std::uint32_t>(kMask << kTo));
    constexpr int kRight = static_cast<int>(kField * B) - static_cast<int>(kTo);
    if constexpr (kRight >= 0) {
      return hn::And(hn::ShiftRight<kRight>(x), mask);
    } else {
      return hn::And(hn::ShiftLeft<-kRight>(x), mask);
    }
  }
  template <std::uint32_t kField, std::uint32_t kTo, class V>
  static HWY_INLINE V Joined(V x) {
    auto y = Moved<kField, kTo>(x);
    if constexpr (kTo + kLaneBits < 32 && kField + 1 < kFields) {
      y = hn::Or(y, Joined<kField + 1, kTo + kLaneBits>(x));
    }
    return y;
  }
  template <std::uint32_t kVector, class V, class Visitor>
  static HWY_INLINE Visitor One(V x, Visitor visitor) {
    if constexpr (kVector < kVectors) {
      visitor.Visit(hn::BitCast(hn::ScalableTag<Level>(), Joined<kVector * kPerVector, 0>(x)));
      return One<kVector + 1>(x, visitor);
    } else {
      return visitor;
    }
  }
#endif

  static constexpr std::size_t kLanesPerWord =
      sizeof(std::uint32_t) / sizeof(Level) * (B == kLaneBits ? 1 : kVectors);

  /// Calls visitor.Visit(vector of Level) kVectors times and returns the visitor.
  template <class V, class Visitor>
  static HWY_INLINE Visitor Each(V x, Visitor visitor) {
    if constexpr (B == kLaneBits) {
      visitor.Visit(hn::BitCast(hn::ScalableTag<Level>(), x));
      return visitor;
    } else {
      return One<0>(x, visitor);
    }
  }
};

}  // namespace HWY_NAMESPACE
}  // namespace brink::simd
HWY_AFTER_NAMESPACE();
