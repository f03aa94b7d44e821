// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

// The generator by itself, on every instruction set of this machine: the raw generator with
// several numbers of vectors in work, and the generator that stores words for counting.

#include <fmt/format.h>

#include "bench/forced.hpp"
#include "bench/measure.hpp"
#include "bench/raw.hpp"
#include "cuda/philox.hpp"
#include "host/cpu/draw/chunk.hpp"
#include "host/cpu/simd/buffer.hpp"
#include "host/cpu/simd/simd.hpp"

namespace brink::bench {
namespace {

using Draw = std::function<void(std::uint64_t blocks)>;

/// Compares `draw` with the raw generator of the same instruction set.
void measure(benchmark::State& state, const std::string& instruction_set, const Draw& draw) {
  const Forced forced(instruction_set);
  const std::uint64_t blocks = count_for_slice(draw, Clock::this_thread);
  Amount slice;
  slice.bytes = static_cast<double>(blocks) * sizeof(Block);
  measure_against_raw(state, slice, [&] { draw(blocks); }, 1, {});
}

void draw_chunks(std::uint64_t blocks) {
  Buffer<std::uint32_t> words(chunk_words);
  constexpr std::size_t at_once = chunk_words / 4;
  for (std::uint64_t done = 0; done < blocks; done += at_once) {
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(at_once, blocks - done));
    simd::draw_blocks(0, 1, 0, done, count, words.data());
    benchmark::ClobberMemory();
  }
}

void add_draw(const std::string& name, const std::string& instruction_set, const Draw& draw) {
  add(fmt::format("generator/{}/{}", name, instruction_set),
      [=](benchmark::State& state) { measure(state, instruction_set, draw); });
}

const bool registered = [] {
  for (const std::string& set : simd::instruction_sets()) {
    add_draw("raw", set,
             [](std::uint64_t blocks) { benchmark::DoNotOptimize(raw_blocks(1, 0, blocks)); });
    for (const int vectors : {2, 4, 6}) {
      add_draw(fmt::format("raw_in_flight_{}", vectors), set, [vectors](std::uint64_t blocks) {
        benchmark::DoNotOptimize(raw_blocks_in_flight(vectors, 1, 0, blocks));
      });
    }
    add_draw("draw_blocks", set, draw_chunks);
  }
  return true;
}();

}  // namespace
}  // namespace brink::bench
