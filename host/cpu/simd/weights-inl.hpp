// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

// simd.cpp compiles this file once for each instruction set, so it has no include guard.

#include <hwy/highway.h>

#include <type_traits>

#include "host/cpu/simd/simd.hpp"

HWY_BEFORE_NAMESPACE();
namespace brink::simd {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

template <std::size_t kPlanes>
std::uint64_t WeighPlanes(const std::uint32_t* HWY_RESTRICT words,
                          const std::uint32_t* HWY_RESTRICT flip,
                          const std::uint32_t* HWY_RESTRICT planes, std::size_t stride,
                          std::size_t count) {
  const hn::ScalableTag<std::uint64_t> d;
  const hn::Repartition<std::uint32_t, decltype(d)> d32;
  hn::Vec<decltype(d)> ones[kPlanes];
  for (std::size_t k = 0; k < kPlanes; ++k) ones[k] = hn::Zero(d);
  for (std::size_t i = 0; i < count; i += hn::Lanes(d32)) {
    const auto cap = hn::Xor(hn::LoadU(d32, words + i), hn::LoadU(d32, flip + i));
    for (std::size_t k = 0; k < kPlanes; ++k) {
      const auto weighed = hn::And(cap, hn::LoadU(d32, planes + k * stride + i));
      ones[k] = hn::Add(ones[k], hn::PopulationCount(hn::BitCast(d, weighed)));
    }
  }
  std::uint64_t total = 0;
  for (std::size_t k = 0; k < kPlanes; ++k) total += Total(ones[k]) << k;
  return total;
}

std::uint64_t WeighOnes(const std::uint32_t* words, const std::uint32_t* flip,
                        const std::uint32_t* planes, std::size_t stride, std::uint32_t plane_count,
                        std::size_t count) {
  static constexpr decltype(&WeighPlanes<1>) kPlanes[] = {
      WeighPlanes<1>, WeighPlanes<2>, WeighPlanes<3>, WeighPlanes<4>,
      WeighPlanes<5>, WeighPlanes<6>, WeighPlanes<7>};
  static_assert(sizeof(kPlanes) / sizeof(kPlanes[0]) == max_weight_planes);
  return kPlanes[plane_count - 1](words, flip, planes, stride, count);
}

/// Sums of products in 32-bit lanes. Two sums take turns, so that neither waits for its last
/// addition.
class ProductSums {
 public:
  HWY_INLINE ProductSums() : even_(hn::Zero(Lane())), odd_(hn::Zero(Lane())) {}

#if HWY_TARGET == HWY_AVX3_DL
  HWY_INLINE void Add(hn::Vec<hn::ScalableTag<std::uint8_t>> x,
                      hn::Vec<hn::ScalableTag<std::int8_t>> weight) {
    const auto sum = even_;
    even_ = odd_;
    odd_.raw = AddByteProducts(sum.raw, x.raw, weight.raw);
  }
#else
  HWY_INLINE void Add(hn::Vec<hn::ScalableTag<std::uint8_t>> x,
                      hn::Vec<hn::ScalableTag<std::int8_t>> weight) {
    const hn::ScalableTag<std::int16_t> d;
    const hn::ScalableTag<std::uint16_t> du;
    const auto pairs = hn::BitCast(du, x);
    const auto weights = hn::BitCast(d, weight);
    Add(hn::BitCast(d, hn::And(pairs, hn::Set(du, std::uint16_t{0xff}))),
        hn::ShiftRight<8>(hn::ShiftLeft<8>(weights)));
    Add(hn::BitCast(d, hn::ShiftRight<8>(pairs)), hn::ShiftRight<8>(weights));
  }
#endif
  HWY_INLINE void Add(hn::Vec<hn::ScalableTag<std::int16_t>> x,
                      hn::Vec<hn::ScalableTag<std::int16_t>> weight) {
    auto sum = even_;
    even_ = odd_;
    auto more = hn::Zero(Lane());
    odd_ = hn::ReorderWidenMulAccumulate(Lane(), x, weight, sum, more);
    odd_ = hn::Add(odd_, more);  // stays 0 where the sum adds neighbours together
  }
  /// Returns what was added since the last call.
  HWY_INLINE std::int64_t Take() {
    HWY_ALIGN std::int32_t lanes[HWY_MAX_BYTES / sizeof(std::int32_t)];
    std::int64_t total = 0;
    for (const auto& sums : {even_, odd_}) {
      hn::Store(sums, Lane(), lanes);
      for (std::size_t i = 0; i < hn::Lanes(Lane()); ++i) total += lanes[i];
    }
    even_ = odd_ = hn::Zero(Lane());
    return total;
  }

 private:
  using Lane = hn::ScalableTag<std::int32_t>;
  hn::Vec<Lane> even_, odd_;
};

#if HWY_TARGET == HWY_AVX3_DL
HWY_INLINE std::size_t CopyChosen(hn::Vec<hn::ScalableTag<std::uint8_t>> first,
                                  hn::Vec<hn::ScalableTag<std::uint8_t>> second,
                                  hn::Mask<hn::ScalableTag<std::uint8_t>> chosen,
                                  std::uint8_t* first_out, std::uint8_t* second_out) {
  const hn::ScalableTag<std::uint8_t> d;
  asm("vpcompressb %1, %0%{%2%}%{z%}" : "=v"(first.raw) : "v"(first.raw), "Yk"(chosen.raw));
  asm("vpcompressb %1, %0%{%2%}%{z%}" : "=v"(second.raw) : "v"(second.raw), "Yk"(chosen.raw));
  hn::StoreU(first, d, first_out);
  hn::StoreU(second, d, second_out);
  return hn::CountTrue(d, chosen);
}
#else
/// Copies the chosen bytes one by one, because Highway cannot compress bytes.
HWY_INLINE std::size_t CopyChosen(hn::Vec<hn::ScalableTag<std::uint8_t>> first,
                                  hn::Vec<hn::ScalableTag<std::uint8_t>> second,
                                  hn::Mask<hn::ScalableTag<std::uint8_t>> chosen,
                                  std::uint8_t* first_out, std::uint8_t* second_out) {
  const hn::ScalableTag<std::uint8_t> d;
  if (hn::AllFalse(d, chosen)) return 0;
  HWY_ALIGN std::uint8_t lanes[3][HWY_MAX_BYTES];
  hn::Store(first, d, lanes[0]);
  hn::Store(second, d, lanes[1]);
  hn::Store(hn::VecFromMask(d, chosen), d, lanes[2]);
  std::size_t copied = 0;
  for (std::size_t i = 0; i < hn::Lanes(d); ++i) {
    first_out[copied] = lanes[0][i];
    second_out[copied] = lanes[1][i];
    copied += lanes[2][i] & 1;
  }
  return copied;
}
#endif
HWY_INLINE std::size_t CopyChosen(hn::Vec<hn::ScalableTag<std::uint16_t>> first,
                                  hn::Vec<hn::ScalableTag<std::uint16_t>> second,
                                  hn::Mask<hn::ScalableTag<std::uint16_t>> chosen,
                                  std::uint16_t* first_out, std::uint16_t* second_out) {
  const hn::ScalableTag<std::uint16_t> d;
  hn::StoreU(hn::Compress(first, chosen), d, first_out);
  hn::StoreU(hn::Compress(second, chosen), d, second_out);
  return hn::CountTrue(d, chosen);
}

template <std::uint32_t B, bool kList>
struct WeighVisitor {
  using Level = typename Unpack<B>::Level;
  using Weight = std::make_signed_t<Level>;
  // 16-bit levels are multiplied as signed numbers, after half their range was subtracted.
  static constexpr std::uint16_t kHalfRange = B == 16 ? 0x8000 : 0;

  ProductSums sums;
  const Weight* weights;
  Level below;
  Level* caps;
  Level* sizes;

  HWY_INLINE void Visit(hn::Vec<hn::ScalableTag<Level>> x) {
    const hn::ScalableTag<Level> d;
    const hn::ScalableTag<Weight> dw;
    const auto weight = hn::LoadU(dw, weights);
    weights += hn::Lanes(dw);
    if constexpr (sizeof(Level) == 1) {
      sums.Add(x, weight);
    } else {
      sums.Add(hn::BitCast(dw, hn::Xor(x, hn::Set(d, kHalfRange))), weight);
    }
    if constexpr (kList) {
      constexpr auto kTop = static_cast<Weight>((1u << B) - 1);
      const auto flip = hn::IfThenElseZero(hn::Lt(weight, hn::Zero(dw)), hn::Set(dw, kTop));
      const auto cap = hn::Xor(x, hn::BitCast(d, flip));
      const auto size = hn::BitCast(d, hn::Abs(weight));
      const auto weighed = hn::Ne(size, hn::Zero(d));
      const auto chosen = hn::And(hn::Lt(cap, hn::Set(d, below)), weighed);
      const std::size_t copied = CopyChosen(cap, size, chosen, caps, sizes);
      caps += copied;
      sizes += copied;
    }
  }
};

template <std::uint32_t B, bool kList>
Weighed Weigh(const std::uint32_t* words, std::size_t count, const LaneWeights& weights,
              const LowCaps& low) {
  using Visitor = WeighVisitor<B, kList>;
  using Level = typename Visitor::Level;
  // Visits between two looks at the sums; each adds up to 2 * 2^15 * max_lane_weight.
  constexpr std::size_t kVisits = 255;
  constexpr std::size_t kBetween = kVisits / Unpack<B>::kVectors;
  const hn::ScalableTag<std::uint32_t> d;
  Visitor visitor{ProductSums(), static_cast<const typename Visitor::Weight*>(weights.lanes),
                  static_cast<Level>(low.below), static_cast<Level*>(low.cap),
                  static_cast<Level*>(low.size)};
  Weighed weighed;
  weighed.sum = weights.sum * Visitor::kHalfRange;
  for (std::size_t i = 0; i < count;) {
    const std::size_t end = HWY_MIN(count, i + kBetween * hn::Lanes(d));
    for (; i < end; i += hn::Lanes(d)) {
      visitor = Unpack<B>::Each(hn::LoadU(d, words + i), visitor);
    }
    weighed.sum += visitor.sums.Take();
  }
  weighed.listed = static_cast<std::size_t>(visitor.caps - static_cast<Level*>(low.cap));
  return weighed;
}

template <std::uint32_t B>
Weighed WeighDepth(const std::uint32_t* words, std::size_t count, const LaneWeights& weights,
                   const LowCaps& low) {
  return low.below > 0 ? Weigh<B, true>(words, count, weights, low)
                       : Weigh<B, false>(words, count, weights, low);
}

Weighed WeighLevels(const std::uint32_t* words, std::size_t count, std::uint32_t b,
                    const LaneWeights& weights, const LowCaps& low) {
  static constexpr decltype(&WeighDepth<8>) kDepths[] = BRINK_SIMD_DEPTHS(WeighDepth);
  return b == 2 ? WeighDepth<2>(words, count, weights, low)
                : kDepths[b](words, count, weights, low);
}

#undef BRINK_SIMD_DEPTHS

}  // namespace HWY_NAMESPACE
}  // namespace brink::simd
HWY_AFTER_NAMESPACE();
