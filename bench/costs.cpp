// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

// Seconds for an image against its side and depth, on one thread, for the figure and the law of
// docs/performance.md (bench/costs.py fits the law).

#include <fmt/format.h>

#include "bench/cell.hpp"

namespace brink::bench {
namespace {

void add_cost(std::uint32_t n, std::uint32_t b) {
  add(fmt::format("cost/brightness/n{}/b{}", n, b), [=](benchmark::State& state) {
    Cell& measured = cell(CellSetup::of({classes::brightness}, n, b));
    const std::uint64_t images = measured.slice(1);
    state.counters["n"] = n;
    state.counters["b"] = b;
    measure_against_raw(state, measured.amount(images), [&] { measured.run(images, 1); }, 1, {});
  });
}

const bool registered = [] {
  for (const std::uint32_t b : {1, 2, 4, 8, 16}) {
    for (std::uint32_t n = 8; n <= 2048; n *= 2) add_cost(n, b);
  }
  return true;
}();

}  // namespace
}  // namespace brink::bench
