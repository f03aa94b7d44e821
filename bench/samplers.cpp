// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

// Compares the images an hour of the samplers that draw counts with those of the sampler that
// draws pixels, for the same class and distances; also measures the sampler of all images of
// a tiny space.

#include <fmt/format.h>

#include <optional>

#include "bench/cell.hpp"

namespace brink::bench {
namespace {

void add_ratio(const std::string& name, const std::string& sampler, const std::string& classifier,
               std::uint32_t n, std::uint32_t b, std::optional<Goal> goal) {
  add(fmt::format("sampler/{}/n{}/b{}", name, n, b), [=](benchmark::State& state) {
    CellSetup setup = CellSetup::of({classifier}, n, b);
    Cell& pixels = cell(setup);
    setup.sampler = sampler;
    Cell& counts = cell(setup);
    const std::uint64_t drawn = pixels.slice(1), counted = counts.slice(1);
    const Pairs pairs = measure_in_turn(
        state, [&] { counts.run(counted, 1); }, [&] { pixels.run(drawn, 1); }, Clock::this_thread);
    const double images_ratio = static_cast<double>(counted) / static_cast<double>(drawn);
    report_rates(state, counts.amount(counted), pairs.work());
    report(state, sampler + " / pixels", images_ratio * pairs.base() / pairs.work(),
           images_ratio / pairs.median_work_per_base(), goal);
  });
}

/// One class by counts: its row is `sampler/counts/<name>/...`.
void add_counts(const std::string& name, const std::string& classifier, std::uint32_t n,
                std::uint32_t b, std::optional<Goal> goal = {}) {
  add_ratio("counts/" + name, "counts", classifier, n, b, goal);
}

const bool registered = [] {
  const auto add_multinomial = [](std::uint32_t n, std::uint32_t b, std::optional<Goal> goal) {
    add_ratio("multinomial", "multinomial", classes::brightness, n, b, goal);
  };
  add_multinomial(4096, 1, Goal{1000});
  add_multinomial(1024, 8, Goal{5});
  for (const std::uint32_t n : {256, 1024}) {
    for (const std::uint32_t b : {1, 4, 8, 12, 16}) {
      if (n != 1024 || b != 8) add_multinomial(n, b, {});
    }
  }
  add_counts("brightness", classes::brightness, 1024, 8, Goal{40});
  add_counts("brightness", classes::brightness, 4096, 16, Goal{500});
  for (const std::uint32_t b : {4, 8, 16}) add_counts("brightness", classes::brightness, 256, b);
  add_counts("rademacher", classes::rademacher, 1024, 8, Goal{40});
  add_counts("sparse", classes::sparse, 1024, 8, Goal{40});
  add_counts("binomial", classes::binomial, 1024, 8, Goal{3});
  add_counts("binomial", classes::binomial, 4096, 8, Goal{40});
  add_counts("binomial", classes::binomial, 4096, 1, Goal{100});
  add_counts("hamming_ball", classes::hamming_ball, 1024, 8, Goal{100});
  // The sampler `pixels` draws only the block of a dictator's pixel, so neither draws an image.
  add_counts("dictator", classes::dictator, 1024, 8);
  add("sampler/exhaustive/n4/b1", [](benchmark::State& state) {
    constexpr std::uint64_t images = 1 << 16;  // all images of the space
    CellSetup setup = CellSetup::of({classes::brightness}, 4, 1);
    setup.sampler = "exhaustive";
    Cell& measured = cell(setup);
    const Pairs pairs = measure_in_turn(
        state, [&] { measured.run(images, 1); }, [] {}, Clock::this_thread);
    Amount slice = measured.amount(images);
    slice.bytes = 0;  // no word is random
    report_rates(state, slice, pairs.work());
    report(state, "M images/s", 1e-6 * slice.images / pairs.work(),
           1e-6 * slice.images / pairs.median_work(), {});
  });
  return true;
}();

}  // namespace
}  // namespace brink::bench
