// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

// The work that remains after an image is counted: membership, distances at every p, and tallies.
// Reports the time for an image, and the share of the whole cell (as a run computes it, measured
// in turn).

#include <fmt/format.h>

#include "bench/cell.hpp"
#include "bench/phases.hpp"

namespace brink::bench {
namespace {

void add_share(const std::string& name, const std::string& classifier, std::uint32_t n,
               std::uint32_t b) {
  add(fmt::format("solver/{}/n{}/b{}", name, n, b), [=](benchmark::State& state) {
    Cell& measured = cell(CellSetup::of({classifier}, n, b));
    const std::uint64_t images = measured.slice(1);
    std::vector<CellTally> tallies;
    Pairs pairs;
    for (auto _ : state) {
      const double whole = seconds_of([&] { measured.run(images, 1); }, Clock::this_thread);
      const double solving = run_in_phases(measured.job(), images, tallies).solving;
      pairs.add(solving, whole);
      state.SetIterationTime(whole);
    }
    report_rates(state, measured.amount(images), pairs.base());
    state.counters["solve_ns_per_image"] = 1e9 * pairs.work() / static_cast<double>(images);
    report(state, "solving / the cell", pairs.work() / pairs.base(), pairs.median_work_per_base(),
           Goal{0.05, true});
  });
}

const bool registered = [] {
  for (const std::uint32_t n : {256, 1024}) {
    for (const std::uint32_t b : {1, 2, 4, 8, 12, 16}) {
      add_share("brightness", classes::brightness, n, b);
    }
    for (const std::uint32_t b : {1, 8}) {
      add_share("majority_bit", classes::majority_bit, n, b);
      add_share("hamming_ball", classes::hamming_ball, n, b);
      add_share("halfspace_rademacher", classes::rademacher, n, b);
      add_share("halfspace_binomial", classes::binomial, n, b);
    }
  }
  return true;
}();

}  // namespace
}  // namespace brink::bench
