// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

// The result file: its HDF5 image in memory, and the whole write to disk with everything that
// makes it safe. Then all work except drawing and counting, as a share of a whole run of one
// cell.

#include <fmt/format.h>

#include <filesystem>

#include "bench/cell.hpp"
#include "bench/phases.hpp"
#include "host/config/load.hpp"
#include "host/result/file/writing.hpp"
#include "host/run/runner.hpp"
#include "tests/temporary_folder.hpp"

namespace brink::bench {
namespace {

/// The results of a shipped config, with so few images that they are ready soon.
const Results& results_of(const std::string& config, std::uint64_t samples) {
  static std::map<std::string, Results> all;
  auto found = all.find(config);
  if (found == all.end()) {
    RunOptions options;
    options.threads = all_cores();
    const Config loaded = load_config(fmt::format("{}/{}.toml", BRINK_CONFIGS_FOLDER, config),
                                      {fmt::format("run.samples={}", samples)});
    found = all.emplace(config, run_sweep(loaded, {"cpu", "cpu", "bench"}, options)).first;
  }
  return found->second;
}

void report_file(benchmark::State& state, double bytes, std::size_t cells, const Pairs& pairs) {
  state.counters["file_MB"] = bytes / 1e6;
  state.counters["file_MB_per_s"] = bytes / 1e6 / pairs.work();
  state.counters["ms_per_cell"] = 1e3 * pairs.work() / static_cast<double>(cells);
  report(state, "ms a file", 1e3 * pairs.work(), 1e3 * pairs.median_work(), {});
}

void add_file(const std::string& config, std::uint64_t samples) {
  add(fmt::format("writer/image/{}", config), [=](benchmark::State& state) {
    const Results& results = results_of(config, samples);
    std::size_t bytes = 0;
    const Pairs pairs = measure_in_turn(
        state, [&] { bytes = result_image(results).size(); }, [] {}, Clock::wall);
    report_file(state, static_cast<double>(bytes), results.cells.size(), pairs);
  });
  add(fmt::format("writer/file/{}", config), [=](benchmark::State& state) {
    const Results& results = results_of(config, samples);
    const TemporaryFolder folder;
    const std::string path = folder / "results.h5";
    const Pairs pairs = measure_in_turn(
        state, [&] { write_results(results, path); }, [] {}, Clock::wall);
    const auto bytes = static_cast<double>(std::filesystem::file_size(path));
    report_file(state, bytes, results.cells.size(), pairs);
  });
}

/// Compares solving, tallying and writing one cell in a file of its own with the whole run of the
/// cell, at `images` images. The longer a cell takes, the less its file matters.
void add_rest(std::uint32_t n, std::uint32_t b, std::uint64_t images) {
  add(fmt::format("rest/brightness/n{}/b{}/images{}", n, b, images), [=](benchmark::State& state) {
    Cell& measured = cell(CellSetup::of({classes::brightness}, n, b));
    Config config = measured.config();
    config.samples = images;
    const TemporaryFolder folder;
    const std::string path = folder / "cell.h5";
    std::vector<CellTally> tallies;
    Pairs solving, writing;
    for (auto _ : state) {
      Results results;
      const double run = seconds_of([&] { results = run_sweep(config, {"cpu", "cpu", "b"}, {}); });
      const double written = seconds_of([&] { write_results(results, path); });
      solving.add(run_in_phases(measured.job(), images, tallies).solving, run + written);
      writing.add(written, run + written);
      state.SetIterationTime(run + written);
    }
    report_rates(state, measured.amount(images), solving.base());
    state.counters["solve_ms"] = 1e3 * solving.work();
    state.counters["write_ms"] = 1e3 * writing.work();
    report(state, "all but counting / a run of one cell",
           (solving.work() + writing.work()) / solving.base(),
           solving.median_work_per_base() + writing.median_work_per_base(), Goal{0.05, true});
  });
}

const bool registered = [] {
  add_file("quickstart", 2000);
  add_file("bit_depth", 2000);
  for (const std::uint32_t b : {1, 8}) {
    for (const std::uint32_t n : {256, 1024}) add_rest(n, b, n == 256 ? 300'000 : 20'000);
  }
  return true;
}();

}  // namespace
}  // namespace brink::bench
