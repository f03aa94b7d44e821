// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

// Whole cells as a run computes them: drawing, counting, judging, solving every p and
// tallying, against the raw generator on as many threads.

#include <fmt/format.h>

#include "bench/cell.hpp"

namespace brink::bench {
namespace {

const std::string brightness = "type = \"brightness\"";
const std::string majority_bit = "type = \"majority_bit\"";
const std::string binomial = "type = \"halfspace\"\nweights = \"binomial\"\nseed = 7";

benchmark::internal::Benchmark* add(const std::string& name,
                                    std::function<void(benchmark::State&)> body) {
  return benchmark::RegisterBenchmark(name.c_str(), std::move(body))
      ->UseManualTime()
      ->Unit(benchmark::kMillisecond);
}

/// One cell on one thread and on every core.
void add_share(const std::string& name, const CellSetup& setup, Goal goal) {
  const auto measure = [=](benchmark::State& state, unsigned threads) {
    Cell& measured = cell(setup);
    const std::uint64_t images = measured.slice(threads);
    measure_against_raw(
        state, measured.amount(images), [&] { measured.run(images, threads); }, threads, goal);
  };
  const std::string full = fmt::format("cell/{}/n{}/b{}", name, setup.n, setup.b);
  add(full, [=](benchmark::State& state) { measure(state, 1); });
  add(full + "/all_cores", [=](benchmark::State& state) { measure(state, all_cores()); });
}

CellSetup setup_of(const std::string& classifier, std::uint32_t n, std::uint32_t b) {
  CellSetup setup;
  setup.classifiers = {classifier};
  setup.n = n;
  setup.b = b;
  return setup;
}

void add_shares() {
  constexpr std::uint32_t n = 1024;
  const Goal even_depths{0.85}, other_depths{0.6}, weighted{0.3};
  for (const std::uint32_t b : {1, 2, 4, 8}) {
    add_share("brightness", setup_of(brightness, n, b), even_depths);
    add_share("majority_bit", setup_of(majority_bit, n, b), even_depths);
  }
  for (const std::uint32_t b : {3, 5, 6, 7, 9, 10, 11, 12, 13, 14, 15, 16}) {
    add_share("brightness", setup_of(brightness, n, b), other_depths);
  }
  for (const std::uint32_t b : {1, 8}) {
    add_share("halfspace_binomial", setup_of(binomial, n, b), weighted);
  }
}

/// One block an image: what is done once an image is all that there is.
void add_tiny_images() {
  add("cell/brightness/n8/b1", [](benchmark::State& state) {
    Cell& measured = cell(setup_of(brightness, 8, 1));
    const std::uint64_t images = measured.slice(1);
    const double slice = static_cast<double>(images) / 1e6;
    const Pairs pairs = measure_in_turn(
        state, [&] { measured.run(images, 1); }, [] {});
    report_rates(state, measured.amount(images), pairs.work());
    report(state, "M images/s", slice / pairs.work(), slice / pairs.median_work(), Goal{40});
  });
}

/// Two threads against one, on the same images.
void add_threads() {
  for (const std::uint32_t b : {1, 8}) {
    add(fmt::format("cell/two_threads/n1024/b{}", b), [b](benchmark::State& state) {
      Cell& measured = cell(setup_of(brightness, 1024, b));
      const std::uint64_t images = measured.slice(2);
      const Pairs pairs = measure_in_turn(
          state, [&] { measured.run(images, 2); }, [&] { measured.run(images, 1); });
      report_rates(state, measured.amount(images), pairs.work());
      report(state, "two threads / one", pairs.base() / pairs.work(),
             1 / pairs.median_work_per_base(), Goal{1.9});
    });
  }
}

const bool registered = [] {
  add_shares();
  add_tiny_images();
  add_threads();
  return true;
}();

}  // namespace
}  // namespace brink::bench
