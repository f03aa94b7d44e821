// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/cpu/simd.hpp"

// AVX-512 with VPOPCNTDQ is left out by Highway unless asked for.
#define HWY_WANT_AVX3_DL
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "host/cpu/simd.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#if HWY_TARGET == HWY_SCALAR
#include "host/cpu/simd_scalar-inl.hpp"
#else
#include "host/cpu/simd_draw-inl.hpp"
#include "host/cpu/simd_levels-inl.hpp"
#endif

#if HWY_ONCE
namespace brink::simd {

HWY_EXPORT(DrawBlocks);
HWY_EXPORT(DrawImages);
HWY_EXPORT(Blend);
HWY_EXPORT(CountOnes);
HWY_EXPORT(CountPairBits);
HWY_EXPORT(ExpandBytes);
HWY_EXPORT(ExpandHalves);
HWY_EXPORT(SumBytes);
HWY_EXPORT(SumHalves);
HWY_EXPORT(CountEqualBytes);
HWY_EXPORT(CountEqualHalves);
HWY_EXPORT(CountAtLeastBytes);
HWY_EXPORT(CountAtLeastHalves);
HWY_EXPORT(Collect);
HWY_EXPORT(TargetName);

std::string instruction_set() { return HWY_DYNAMIC_DISPATCH(TargetName)(); }

namespace {

/// Those both built and runnable, as Highway's bits, best (lowest) first.
std::vector<std::int64_t> runnable_targets() {
  static const std::int64_t supported = hwy::SupportedTargets() & HWY_TARGETS;
  std::vector<std::int64_t> targets;
  for (std::int64_t rest = supported; rest != 0; rest &= rest - 1) targets.push_back(rest & -rest);
  return targets;
}

/// 0 frees the choice.
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
  const std::vector<std::int64_t> targets = runnable_targets();  // before any is forced
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

void draw_blocks(std::uint32_t stream, std::uint64_t seed, std::uint64_t index,
                 std::uint64_t first, std::size_t count, std::uint32_t* out) {
  HWY_DYNAMIC_DISPATCH(DrawBlocks)(stream, seed, index, first, count, out);
}
void draw_images(std::uint32_t stream, std::uint64_t seed, std::uint64_t first_index,
                 std::size_t count, std::size_t blocks, std::uint32_t* out) {
  HWY_DYNAMIC_DISPATCH(DrawImages)(stream, seed, first_index, count, blocks, out);
}
void blend(const std::uint32_t* words, const std::uint32_t* flip, const std::uint32_t* keep,
           std::size_t count, std::uint32_t* out) {
  HWY_DYNAMIC_DISPATCH(Blend)(words, flip, keep, count, out);
}
std::uint64_t count_ones(const std::uint32_t* words, std::size_t count) {
  return HWY_DYNAMIC_DISPATCH(CountOnes)(words, count);
}
PairBits count_pair_bits(const std::uint32_t* words, std::size_t count) {
  return HWY_DYNAMIC_DISPATCH(CountPairBits)(words, count);
}
std::size_t expand_bytes(const std::uint32_t* words, std::size_t count, std::uint32_t b,
                         std::uint8_t* out) {
  return HWY_DYNAMIC_DISPATCH(ExpandBytes)(words, count, b, out);
}
std::size_t expand_halves(const std::uint32_t* words, std::size_t count, std::uint32_t b,
                          std::uint16_t* out) {
  return HWY_DYNAMIC_DISPATCH(ExpandHalves)(words, count, b, out);
}
std::uint64_t sum(const std::uint8_t* levels, std::size_t count) {
  return HWY_DYNAMIC_DISPATCH(SumBytes)(levels, count);
}
std::uint64_t sum(const std::uint16_t* levels, std::size_t count) {
  return HWY_DYNAMIC_DISPATCH(SumHalves)(levels, count);
}
std::uint64_t count_equal(const std::uint8_t* levels, std::size_t count, std::uint8_t level) {
  return HWY_DYNAMIC_DISPATCH(CountEqualBytes)(levels, count, level);
}
std::uint64_t count_equal(const std::uint16_t* levels, std::size_t count, std::uint16_t level) {
  return HWY_DYNAMIC_DISPATCH(CountEqualHalves)(levels, count, level);
}
std::uint64_t count_at_least(const std::uint8_t* levels, std::size_t count, std::uint8_t level) {
  return HWY_DYNAMIC_DISPATCH(CountAtLeastBytes)(levels, count, level);
}
std::uint64_t count_at_least(const std::uint16_t* levels, std::size_t count,
                             std::uint16_t level) {
  return HWY_DYNAMIC_DISPATCH(CountAtLeastHalves)(levels, count, level);
}
std::size_t collect(const std::uint16_t* levels, std::size_t count, Windows16 windows,
                    std::uint16_t* out) {
  return HWY_DYNAMIC_DISPATCH(Collect)(levels, count, windows, out);
}

}  // namespace brink::simd
#endif  // HWY_ONCE
