// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/device/passes/level_plan.hpp"

#include <algorithm>
#include <bit>

#include "host/cpu/levels/level_windows.hpp"

namespace brink::device {
namespace {

using Method = LevelPlan::Method;

std::uint32_t padding_of(Shape shape, std::uint64_t pixels) {
  return static_cast<std::uint32_t>(shape.blocks() * 4 * shape.pixels_per_word() - pixels);
}

void count_all(LevelPlan& plan, std::uint64_t blocks) {
  plan.windows = LevelWindows::all(plan.levels);
  plan.storage = plan.levels;
  plan.counted_blocks = static_cast<std::uint32_t>(blocks);
  plan.partial = false;
}

}  // namespace

LevelPlan level_plan(Shape shape, const LevelWindows& wanted, bool upper_half,
                     std::uint64_t pixels) {
  LevelPlan plan;
  plan.fields = LevelFields(shape);
  plan.levels = shape.levels();
  plan.upper_half = upper_half;
  plan.pixels = pixels;
  plan.padding = padding_of(shape, pixels);
  count_all(plan, shape.blocks());
  if (shape.b == 1) {
    plan.method = Method::ones;
    return plan;
  }
  if (shape.pixels() < shape.levels() / present_one_in) {
    plan.method = Method::list;
    plan.storage = static_cast<std::uint32_t>(shape.pixels());
    return plan;
  }
  plan.method = Method::windows;
  const LevelWindows windows = closed(wanted, shape.levels());
  if (levels_in(windows, shape.levels()) >= shape.levels()) return plan;
  plan.windows = windows;
  plan.storage = levels_in(windows, shape.levels());
  if (windows.low <= 1 && plan.middle() <= 1 && shape.levels() - windows.high <= 1) {
    plan.method = Method::singles;
  }
  if (const auto part = counted_part(shape, windows)) {
    const std::uint64_t block = 4 * shape.pixels_per_word();
    const std::uint64_t counted = (*part + block - 1) / block;
    if (counted < shape.blocks()) {
      plan.counted_blocks = static_cast<std::uint32_t>(counted);
      plan.partial = true;
    }
  }
  return plan;
}

std::uint32_t histogram_copies(std::uint32_t storage, unsigned threads) {
  constexpr std::size_t most_bytes = 16 << 10;
  std::uint32_t copies = 1;
  while (copies < threads / 32 && 2 * copies * storage * sizeof(std::uint32_t) <= most_bytes) {
    copies *= 2;
  }
  return copies;
}

LevelPlan plan_for(const LevelPlan& plan, Mapping mapping, unsigned threads) {
  LevelPlan own = plan;
  if (mapping == Mapping::thread) {
    own.storage |= 1;
    return own;
  }
  if (own.method == Method::list) own.storage = std::bit_ceil(own.storage);
  if (own.method == Method::windows && mapping == Mapping::block) {
    own.copies = histogram_copies(own.storage, threads);
  }
  return own;
}

LevelPlan every_level(const LevelPlan& plan, const PhiloxSource& source) {
  LevelPlan every = plan;
  every.method = Method::windows;
  every.copies = 1;
  count_all(every, source.blocks);
  return every;
}

double instructions_per_block(const LevelPlan& plan, const PhiloxSource& source) {
  constexpr double drawn = 50;   // Philox and the loop
  constexpr double masked = 30;  // loads, logic operations and branches
  constexpr double summed = 26;  // fields are added in pairs, one sum for four words
  constexpr double top_bits = 12;
  constexpr double compared = 24;   // one level compared with all fields
  constexpr double looked_at = 10;  // one field looked at by itself
  constexpr double bits = 6;        // for b = 1: four population counts
  double total = drawn + (source.plain() ? 0 : masked);
  if (plan.method == Method::ones) return total + bits;
  total += summed + (plan.upper_half ? top_bits : 0);
  double counting = plan.windows.low > 0 ? compared : 0;
  if (plan.method == Method::singles) {
    counting +=
        (plan.middle() > 0 ? compared : 0) + (plan.windows.high < plan.levels ? compared : 0);
  } else {
    counting += looked_at * 4 * plan.fields.fields;
  }
  return total + counting * plan.counted_blocks / std::max(1u, source.blocks);
}

}  // namespace brink::device
