// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

// Compares the samplers that draw counts with the one that draws pixels, for the same class and
// distances, and small images with large ones; also measures the sampler of all images of a tiny
// space.

#include <fmt/format.h>

#include <optional>

#include "bench/cell.hpp"

namespace brink::bench {
namespace {

CellSetup by(const std::string& sampler, const std::string& classifier, std::uint32_t n,
             std::uint32_t b) {
  CellSetup setup = CellSetup::of({classifier}, n, b);
  setup.sampler = sampler;
  return setup;
}

/// Seconds of an image of `base` for each second of an image of `work`, or the other way round.
enum class Quantity { gain, growth };

void add_ratio(const std::string& name, const CellSetup& work, const CellSetup& base,
               const std::string& what, Quantity quantity, std::optional<Goal> goal) {
  add("sampler/" + name, [=](benchmark::State& state) {
    Cell& measured = cell(work);
    Cell& other = cell(base);
    const std::uint64_t images = measured.slice(1), base_images = other.slice(1);
    const Pairs pairs = measure_in_turn(
        state, [&] { measured.run(images, 1); }, [&] { other.run(base_images, 1); },
        Clock::this_thread);
    report_rates(state, measured.amount(images), pairs.work());
    const double per_image = static_cast<double>(base_images) / static_cast<double>(images);
    const double least = per_image * pairs.work() / pairs.base();
    const double median = per_image * pairs.median_work_per_base();
    const bool growth = quantity == Quantity::growth;
    report(state, what, growth ? least : 1 / least, growth ? median : 1 / median, goal);
  });
}

/// A class by a sampler of counts and by pixels.
void add_gain(const std::string& name, const std::string& sampler, const std::string& classifier,
              std::uint32_t n, std::uint32_t b, std::optional<Goal> goal) {
  add_ratio(fmt::format("{}/n{}/b{}", name, n, b), by(sampler, classifier, n, b),
            by("pixels", classifier, n, b), sampler + " / pixels", Quantity::gain, goal);
}

/// One class by counts: its row is `sampler/counts/<name>/...`.
void add_counts(const std::string& name, const std::string& classifier, std::uint32_t n,
                std::uint32_t b, std::optional<Goal> goal = {}) {
  add_gain("counts/" + name, "counts", classifier, n, b, goal);
}

const bool registered = [] {
  const auto add_multinomial = [](std::uint32_t n, std::uint32_t b, std::optional<Goal> goal) {
    add_gain("multinomial", "multinomial", classes::brightness, n, b, goal);
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
  add_counts("rademacher", classes::rademacher, 1024, 8, Goal{40});
  add_counts("sparse", classes::sparse, 1024, 8, Goal{40});
  add_counts("binomial", classes::binomial, 1024, 8, Goal{3});
  add_counts("binomial", classes::binomial, 4096, 8, Goal{40});
  add_counts("binomial", classes::binomial, 4096, 1, Goal{100});
  add_counts("hamming_ball", classes::hamming_ball, 1024, 8, Goal{100});
  // The sampler `pixels` draws only the block of a dictator's pixel, so neither draws an image.
  add_counts("dictator", classes::dictator, 1024, 8);
  const auto add_growth = [](const std::string& name, std::uint32_t n, std::uint32_t b,
                             std::uint32_t base_n, std::uint32_t base_b, std::optional<Goal> goal) {
    add_ratio("counts/growth/" + name, by("counts", classes::brightness, n, b),
              by("counts", classes::brightness, base_n, base_b),
              fmt::format("n={}, b={} / n={}, b={}", n, b, base_n, base_b), Quantity::growth, goal);
  };
  for (const std::uint32_t n : {1024, 4096, 16384, 65535}) {
    add_growth(fmt::format("n{}/b8", n), n, 8, 256, 8, Goal{1.3, true});
  }
  add_growth("n4096/b16", 4096, 16, 4096, 4, Goal{3, true});
  add_growth("n1024/b16", 1024, 16, 1024, 4, {});
  // Half-spaces whose weights have a size in common cost about the same.
  add_ratio("pixels/sparse/n1024/b8", by("pixels", classes::sparse, 1024, 8),
            by("pixels", classes::rademacher, 1024, 8), "sparse / rademacher", Quantity::growth,
            Goal{1.5, true});
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
