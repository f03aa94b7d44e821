// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

// Whole cells as a run computes them: drawing, counting, judging, solving every p and tallying.
// They are compared with the raw generator on as many threads.

#include <fmt/format.h>

#include <algorithm>

#include "bench/cell.hpp"

namespace brink::bench {
namespace {

/// Measures a cell on one thread and on every core.
void add_share(const std::string& name, const CellSetup& setup, std::optional<Goal> goal) {
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

void add_shares() {
  constexpr std::uint32_t n = 1024;
  const Goal even_depths{0.85}, other_depths{0.6}, weighted{0.3};
  for (const std::uint32_t b : {1, 2, 4, 8}) {
    add_share("brightness", CellSetup::of({classes::brightness}, n, b), even_depths);
    add_share("majority_bit", CellSetup::of({classes::majority_bit}, n, b), even_depths);
  }
  for (const std::uint32_t b : {3, 5, 6, 7, 9, 10, 11, 12, 13, 14, 15, 16}) {
    add_share("brightness", CellSetup::of({classes::brightness}, n, b), other_depths);
  }
  for (const std::uint32_t b : {1, 8}) {
    add_share("halfspace_rademacher", CellSetup::of({classes::rademacher}, n, b), {});
    add_share("halfspace_binomial", CellSetup::of({classes::binomial}, n, b), weighted);
  }
}

/// Images of one block each, where the work that is done once for each image is all there is.
void add_tiny_images() {
  add("cell/brightness/n8/b1", [](benchmark::State& state) {
    Cell& measured = cell(CellSetup::of({classes::brightness}, 8, 1));
    const std::uint64_t images = measured.slice(1);
    const double slice = static_cast<double>(images) / 1e6;
    const Pairs pairs = measure_in_turn(
        state, [&] { measured.run(images, 1); }, [] {}, Clock::this_thread);
    report_rates(state, measured.amount(images), pairs.work());
    report(state, "M images/s", slice / pairs.work(), slice / pairs.median_work(), Goal{40});
  });
}

/// Compares two threads with one, on the same images.
void add_threads() {
  for (const std::uint32_t b : {1, 8}) {
    add(fmt::format("cell/two_threads/n1024/b{}", b), [b](benchmark::State& state) {
      Cell& measured = cell(CellSetup::of({classes::brightness}, 1024, b));
      const std::uint64_t images = measured.slice(2);
      const Pairs pairs = measure_in_turn(
          state, [&] { measured.run(images, 2); }, [&] { measured.run(images, 1); }, Clock::wall);
      report_rates(state, measured.amount(images), pairs.work());
      report(state, "two threads / one", pairs.base() / pairs.work(),
             1 / pairs.median_work_per_base(), Goal{1.9});
    });
  }
}

/// Compares several classes that share their images with the slowest of them alone.
void add_shared_images(const std::string& name, const std::vector<std::string>& classifiers,
                       std::uint32_t b) {
  constexpr std::uint32_t n = 1024;
  add(fmt::format("cell/three_classes/{}/n{}/b{}", name, n, b), [=](benchmark::State& state) {
    Cell& together = cell(CellSetup::of(classifiers, n, b));
    const std::uint64_t images = together.slice(1);
    Cell* dearest = nullptr;
    double most = 0;
    for (const std::string& classifier : classifiers) {
      Cell& alone = cell(CellSetup::of({classifier}, n, b));
      const double seconds =
          std::min(seconds_of([&] { alone.run(images, 1); }, Clock::this_thread),
                   seconds_of([&] { alone.run(images, 1); }, Clock::this_thread));
      if (seconds > most) dearest = &alone;
      most = std::max(most, seconds);
    }
    const Pairs pairs = measure_in_turn(
        state, [&] { together.run(images, 1); }, [&] { dearest->run(images, 1); },
        Clock::this_thread);
    report_rates(state, together.amount(images), pairs.work());
    report(state, "three classes / the dearest", pairs.work() / pairs.base(),
           pairs.median_work_per_base(), Goal{1.5, true});
  });
}

void add_shared_images() {
  using namespace classes;
  for (const std::uint32_t b : {1, 8}) {
    add_shared_images("level_counts", {brightness, majority_bit, parity}, b);
    add_shared_images("with_dictator", {brightness, majority_bit, dictator}, b);
    add_shared_images("with_centre", {brightness, majority_bit, hamming_ball}, b);
    add_shared_images("with_weights", {brightness, hamming_ball, rademacher}, b);
  }
}

const bool registered = [] {
  add_shares();
  add_tiny_images();
  add_threads();
  add_shared_images();
  return true;
}();

}  // namespace
}  // namespace brink::bench
