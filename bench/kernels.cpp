// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

// The loops that count, on words that are already in the first-level cache, for most instruction
// sets: how many bytes of words they process in a second, compared with what the raw generator
// makes. A cell can be no faster than drawing and counting one after the other.

#include <fmt/format.h>

#include <bit>

#include "bench/forced.hpp"
#include "bench/measure.hpp"
#include "host/cpu/draw/chunk.hpp"
#include "host/cpu/simd/buffer.hpp"
#include "host/cpu/simd/simd.hpp"

namespace brink::bench {
namespace {

/// The data that a kernel reads, and the room into which it may write.
struct Chunks {
  Buffer<std::uint32_t> words{chunk_words}, flip{chunk_words}, keep{chunk_words};
  Buffer<std::uint32_t> planes{chunk_words * simd::max_weight_planes};
  // Up to b = 3 a word has 10 levels, unpacked to 12 lanes of a byte each.
  Buffer<std::uint16_t> lanes{chunk_words * 8}, cap{chunk_words * 8}, size{chunk_words * 8};
  Buffer<std::int16_t> weights{chunk_words * 8};  ///< all 0: the loops do not depend on the values

  Chunks() {
    simd::draw_blocks(0, 1, 0, 0, chunk_words / 4, words.data());
    simd::draw_blocks(0, 1, 1, 0, chunk_words / 4, flip.data());
    simd::draw_blocks(0, 1, 2, 0, chunk_words / 4, keep.data());
    simd::draw_blocks(0, 1, 3, 0, chunk_words * simd::max_weight_planes / 4, planes.data());
  }
};

/// One pass over the words of `chunks`.
using Kernel = std::function<void(Chunks& chunks)>;

void add_kernel(const std::string& name, std::uint32_t b, const Kernel& kernel) {
  for (const std::string& set : simd::instruction_sets()) {
    if (set == "AVX3" || set == "SSSE3") continue;  // hardly differ from AVX3_DL and SSE4
    add(fmt::format("kernel/{}/b{}/{}", name, b, set), [=](benchmark::State& state) {
      const Forced forced(set);
      Chunks chunks;
      const auto repeat = [&](std::uint64_t times) {
        for (std::uint64_t i = 0; i < times; ++i) kernel(chunks);
      };
      const std::uint64_t times = count_for_slice(repeat, Clock::this_thread);
      Amount slice;
      slice.bytes = static_cast<double>(times * chunk_words) * sizeof(std::uint32_t);
      slice.pixels = static_cast<double>(times * chunk_words * (32 / b));
      measure_against_raw(state, slice, [&] { repeat(times); }, 1, {});
    });
  }
}

void add_bit_kernels() {
  add_kernel("count_ones", 1, [](Chunks& x) {
    benchmark::DoNotOptimize(simd::count_ones(x.words.data(), chunk_words));
  });
  add_kernel("blend", 1, [](Chunks& x) {
    simd::blend(x.words.data(), x.flip.data(), x.keep.data(), chunk_words,
                reinterpret_cast<std::uint32_t*>(x.lanes.data()));
    benchmark::ClobberMemory();
  });
  add_kernel("weigh_ones", 1, [](Chunks& x) {
    constexpr std::uint32_t planes = 4;  // weights up to 15, as binomial ones mostly are
    benchmark::DoNotOptimize(simd::weigh_ones(x.words.data(), x.flip.data(), x.planes.data(),
                                              chunk_words, planes, chunk_words));
  });
  add_kernel("count_pair_bits", 2, [](Chunks& x) {
    benchmark::DoNotOptimize(simd::count_pair_bits(x.words.data(), chunk_words));
  });
}

void add_level_kernels(std::uint32_t b) {
  add_kernel("sum_levels", b, [b](Chunks& x) {
    benchmark::DoNotOptimize(simd::sum_levels(x.words.data(), chunk_words, b, simd::Totals::sum));
  });
  add_kernel("expand_levels", b, [b](Chunks& x) {
    benchmark::DoNotOptimize(simd::expand_levels(x.words.data(), chunk_words, b, x.lanes.data()));
    benchmark::ClobberMemory();
  });
  if (b <= 8) {
    add_kernel("count_levels", b, [b](Chunks& x) {
      const std::uint16_t levels[2] = {0, static_cast<std::uint16_t>((1u << b) - 1)};
      std::uint64_t counts[2];
      simd::count_levels(x.words.data(), chunk_words, b, levels, counts);
      benchmark::DoNotOptimize(counts[0] + counts[1]);
    });
  } else {
    add_kernel("extreme_words", b, [b](Chunks& x) {
      // About what an image of 1024 x 1024 pixels needs at either end (1.3 q / n levels).
      const auto lowest = static_cast<std::uint32_t>(std::bit_width((13u << b) / 10240));
      benchmark::DoNotOptimize(
          simd::extreme_words(x.words.data(), chunk_words, b, lowest, b - 1,
                              reinterpret_cast<std::uint32_t*>(x.lanes.data())));
      benchmark::ClobberMemory();
    });
  }
  add_kernel("weigh_levels", b, [b](Chunks& x) {
    const simd::LowCaps low{1, x.cap.data(), x.size.data()};
    benchmark::DoNotOptimize(
        simd::weigh_levels(x.words.data(), chunk_words, b, {x.weights.data(), 0}, low));
    benchmark::ClobberMemory();
  });
}

const bool registered = [] {
  add_bit_kernels();
  for (const std::uint32_t b : {3, 4, 8, 12, 16}) add_level_kernels(b);
  return true;
}();

}  // namespace
}  // namespace brink::bench
