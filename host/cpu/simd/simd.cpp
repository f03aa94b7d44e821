// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/cpu/simd/simd.hpp"

#include "host/cpu/simd/targets.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "host/cpu/simd/simd.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#if HWY_TARGET == HWY_SCALAR
#include "host/cpu/simd/scalar-inl.hpp"
#else
#include "host/cpu/simd/philox-inl.hpp"
#include "host/cpu/simd/sums-inl.hpp"
#include "host/cpu/simd/unpack-inl.hpp"
// These come after the files whose functions they use.
#include "host/cpu/simd/bits-inl.hpp"
#include "host/cpu/simd/draw-inl.hpp"
#include "host/cpu/simd/extremes-inl.hpp"
#include "host/cpu/simd/hash-inl.hpp"
// This comes after the files whose functions it uses.
#include "host/cpu/simd/levels-inl.hpp"
#include "host/cpu/simd/weights-inl.hpp"
#include "host/cpu/simd/words-inl.hpp"
#endif

#if HWY_ONCE
namespace brink::simd {

HWY_EXPORT(DrawBlocks);
HWY_EXPORT(DrawImages);
HWY_EXPORT(HashImage);
HWY_EXPORT(Blend);
HWY_EXPORT(Pack);
HWY_EXPORT(CountOnes);
HWY_EXPORT(CountOnesEach);
HWY_EXPORT(CountPairBits);
HWY_EXPORT(CountPairs);
HWY_EXPORT(SumLevels);
HWY_EXPORT(CountLevels);
HWY_EXPORT(ExtremeWords);
HWY_EXPORT(LevelsInWindows);
HWY_EXPORT(ExpandLevels);
HWY_EXPORT(WeighOnes);
HWY_EXPORT(WeighLevels);
HWY_EXPORT(TargetName);

std::string instruction_set() { return HWY_DYNAMIC_DISPATCH(TargetName)(); }

namespace {

/// The instruction sets that are both built and runnable, as Highway's bits, the best (lowest)
/// first.
std::vector<std::int64_t> runnable_targets() {
  static const std::int64_t supported = hwy::SupportedTargets() & HWY_TARGETS;
  std::vector<std::int64_t> targets;
  for (std::int64_t rest = supported; rest != 0; rest &= rest - 1) targets.push_back(rest & -rest);
  return targets;
}

/// Uses only this target; 0 lets Highway choose again.
void use_target(std::int64_t target) {
  hwy::SetSupportedTargetsForTest(target);
  hwy::GetChosenTarget().Update(hwy::SupportedTargets());
}

}  // namespace

std::vector<std::string> instruction_sets() {
  std::vector<std::string> names;
  for (const std::int64_t target : runnable_targets()) names.push_back(hwy::TargetName(target));
  return names;
}

bool force_instruction_set(const std::string& name) {
  const std::vector<std::int64_t> targets = runnable_targets();  // asked before any target is
                                                                 // forced
  if (name.empty()) {
    use_target(0);
    return true;
  }
  for (const std::int64_t target : targets) {
    if (name != hwy::TargetName(target)) continue;
    use_target(target);
    return true;
  }
  return false;
}

void draw_blocks(std::uint32_t stream, std::uint64_t seed, std::uint64_t index, std::uint64_t first,
                 std::size_t count, std::uint32_t* out, WordOrder order) {
  HWY_DYNAMIC_DISPATCH(DrawBlocks)(stream, seed, index, first, count, out, order);
}
void draw_images(std::uint32_t stream, std::uint64_t seed, std::uint64_t first_index,
                 std::size_t count, std::size_t blocks, std::uint32_t* out, WordOrder order) {
  HWY_DYNAMIC_DISPATCH(DrawImages)(stream, seed, first_index, count, blocks, out, order);
}
HashPair hash_image(const Shape& shape, std::uint64_t seed, const std::uint16_t* levels) {
  return HWY_DYNAMIC_DISPATCH(HashImage)(shape, seed, levels);
}
void blend(const std::uint32_t* words, const std::uint32_t* flip, const std::uint32_t* keep,
           std::size_t count, std::uint32_t* out) {
  HWY_DYNAMIC_DISPATCH(Blend)(words, flip, keep, count, out);
}
std::size_t pack(const std::uint32_t* words, const std::uint8_t* used, std::size_t count,
                 std::uint32_t* out) {
  return HWY_DYNAMIC_DISPATCH(Pack)(words, used, count, out);
}
std::uint64_t count_ones(const std::uint32_t* words, std::size_t count) {
  return HWY_DYNAMIC_DISPATCH(CountOnes)(words, count);
}
void count_ones_each(const std::uint32_t* words, std::size_t stride, std::size_t images,
                     std::uint32_t* ones) {
  HWY_DYNAMIC_DISPATCH(CountOnesEach)(words, stride, images, ones);
}
PairBits count_pair_bits(const std::uint32_t* words, std::size_t count) {
  return HWY_DYNAMIC_DISPATCH(CountPairBits)(words, count);
}
std::uint64_t count_pairs(const std::uint32_t* words, std::size_t count) {
  return HWY_DYNAMIC_DISPATCH(CountPairs)(words, count);
}
LevelTotals sum_levels(const std::uint32_t* words, std::size_t count, std::uint32_t b,
                       Totals wanted) {
  return HWY_DYNAMIC_DISPATCH(SumLevels)(words, count, b, wanted);
}
void count_levels(const std::uint32_t* words, std::size_t count, std::uint32_t b,
                  const std::uint16_t* levels, std::uint64_t* counts) {
  HWY_DYNAMIC_DISPATCH(CountLevels)(words, count, b, levels, counts);
}
std::size_t extreme_words(const std::uint32_t* words, std::size_t count, std::uint32_t b,
                          std::uint32_t lowest, std::uint32_t highest, std::uint32_t* out) {
  return HWY_DYNAMIC_DISPATCH(ExtremeWords)(words, count, b, lowest, highest, out);
}
std::size_t levels_in_windows(const std::uint32_t* words, std::size_t count, std::uint32_t b,
                              const LevelWindows& windows, std::uint32_t* out) {
  return HWY_DYNAMIC_DISPATCH(LevelsInWindows)(words, count, b, windows, out);
}
std::size_t expand_levels(const std::uint32_t* words, std::size_t count, std::uint32_t b,
                          void* out) {
  return HWY_DYNAMIC_DISPATCH(ExpandLevels)(words, count, b, out);
}
std::uint64_t weigh_ones(const std::uint32_t* words, const std::uint32_t* flip,
                         const std::uint32_t* planes, std::size_t stride, std::uint32_t plane_count,
                         std::size_t count) {
  return HWY_DYNAMIC_DISPATCH(WeighOnes)(words, flip, planes, stride, plane_count, count);
}
Weighed weigh_levels(const std::uint32_t* words, std::size_t count, std::uint32_t b,
                     const LaneWeights& weights, const LowCaps& low) {
  return HWY_DYNAMIC_DISPATCH(WeighLevels)(words, count, b, weights, low);
}

}  // namespace brink::simd
#endif  // HWY_ONCE
