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

void set_windows(LevelPlan& plan, const LevelFields& fields, const LevelWindows& windows) {
  plan.windows = windows;
  plan.middle_word = fields.all_at(windows.middle_begin);
  plan.high_word = fields.all_at(windows.high);
  plan.low_levels = windows.low > 0 ? windows.low - 1 : 0;
}

void count_all(LevelPlan& plan, const LevelFields& fields, std::uint64_t blocks) {
  set_windows(plan, fields, LevelWindows::all(plan.levels));
  plan.storage = plan.levels;
  plan.counted_blocks = static_cast<std::uint32_t>(blocks);
  plan.partial = 0;
}

}  // namespace

LevelPlan level_plan(Shape shape, const LevelWindows& wanted, bool upper_half,
                     std::uint64_t pixels) {
  const LevelFields fields(shape);
  LevelPlan plan;
  plan.levels = shape.levels();
  plan.upper_half = upper_half ? 1 : 0;
  plan.pixels = pixels;
  plan.padding = padding_of(shape, pixels);
  count_all(plan, fields, shape.blocks());
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
  set_windows(plan, fields, windows);
  plan.storage = levels_in(windows, shape.levels());
  if (windows.low <= 1 && plan.middle() <= 1 && shape.levels() - windows.high <= 1) {
    plan.method = Method::singles;
  }
  if (const auto part = counted_part(shape, windows)) {
    const std::uint64_t block = 4 * shape.pixels_per_word();
    const std::uint64_t counted = (*part + block - 1) / block;
    if (counted < shape.blocks()) {
      plan.counted_blocks = static_cast<std::uint32_t>(counted);
      plan.partial = 1;
    }
  }
  return plan;
}

std::uint32_t histogram_copies(std::uint32_t words, unsigned threads) {
  constexpr std::size_t most_bytes = 16 << 10;
  std::uint32_t copies = 1;
  while (copies < threads / 32 && 2 * copies * words * sizeof(std::uint32_t) <= most_bytes) {
    copies *= 2;
  }
  return copies;
}

void lay_out(LevelArguments& arguments, Mapping mapping, unsigned threads) {
  bool histogram = false;
  arguments.storage = 0;
  for (std::uint32_t c = 0; c < arguments.clients; ++c) {
    LevelPlan& plan = arguments.client[c].plan;
    if (plan.method == Method::list && mapping != Mapping::thread) {
      plan.storage = std::bit_ceil(plan.storage);
    }
    if (plan.method == Method::windows) histogram = true;
    arguments.client[c].storage = arguments.storage;
    arguments.storage += plan.storage;
  }
  if (mapping == Mapping::thread) arguments.storage |= 1;
  const bool copied = histogram && mapping == Mapping::block;
  arguments.copies = copied ? histogram_copies(arguments.storage, threads) : 1;
}

void count_every_level(LevelArguments& arguments) {
  for (std::uint32_t c = 0; c < arguments.clients; ++c) {
    LevelClient& client = arguments.client[c];
    client.plan.method = Method::windows;
    client.storage = 0;
    count_all(client.plan, arguments.fields, arguments.source.blocks);
    arguments.storage = client.plan.storage;
  }
  arguments.copies = 1;
  arguments.parts = 1;
}

double instructions_per_block(const LevelArguments& arguments) {
  constexpr double drawn = 50;   // Philox and the loop
  constexpr double masked = 30;  // loads, logic operations and branches
  constexpr double summed = 26;  // fields are added in pairs, one sum for four words
  constexpr double top_bits = 12;
  constexpr double compared = 24;   // one level compared with all fields
  constexpr double looked_at = 10;  // one field looked at by itself
  constexpr double bits = 6;        // for b = 1: four population counts
  constexpr double shared = 24;     // totals in shared memory, loads of the client's plan
  double total = drawn;
  for (std::uint32_t c = 0; c < arguments.clients; ++c) {
    const LevelClient& client = arguments.client[c];
    const LevelPlan& plan = client.plan;
    if (arguments.clients > 1) total += shared;
    if (!client.masks.none()) total += masked;
    if (plan.method == Method::ones) {
      total += bits;
      continue;
    }
    total += summed + (plan.upper_half ? top_bits : 0);
    double counting = plan.windows.low > 0 ? compared : 0;
    if (plan.method == Method::singles) {
      counting +=
          (plan.middle() > 0 ? compared : 0) + (plan.windows.high < plan.levels ? compared : 0);
    } else {
      counting += looked_at * 4 * arguments.fields.fields;
    }
    total += counting * plan.counted_blocks / std::max(1u, arguments.source.blocks);
  }
  return total;
}

}  // namespace brink::device
