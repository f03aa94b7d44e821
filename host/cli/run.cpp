// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <ostream>
#include <thread>

#include "host/cli/command_line.hpp"
#include "host/cli/device.hpp"
#include "host/cli/interrupt.hpp"
#include "host/config/load.hpp"
#include "host/cpu/simd.hpp"
#include "host/error.hpp"
#include "host/result/atomic_file.hpp"
#include "host/result/summary.hpp"
#include "host/result/writing.hpp"
#include "host/run/runner.hpp"

namespace brink {
namespace {

namespace fs = std::filesystem;

std::string output_path(const RunCommand& command, const Config& config) {
  return command.output.empty() ? "results/" + config.name + ".h5" : command.output;
}

/// Refuses early what could only fail after hours of work.
void check_output(const std::string& path, bool force) {
  std::error_code ignored;
  if (fs::is_directory(path, ignored)) {
    throw Error(Exit::usage, fmt::format("{}: is a folder; accepted: a file name for -o", path));
  }
  if (!force && fs::exists(fs::symlink_status(path, ignored))) {
    throw Error(Exit::usage, fmt::format("{}: exists already; use --force to replace it, or -o "
                                         "for another file", path));
  }
  const AtomicFile probe(path);  // created and removed again
}

/// Writes what is finished now and then, so that a kill loses little.
class Saver {
 public:
  explicit Saver(std::string path) : path_(std::move(path)) {}

  void maybe_save(const Results& results) {
    const auto start = Clock::now();
    if (start - saved_ < std::max<Clock::duration>(least_interval, work_per_saving * cost_)) return;
    write_results(results, path_);
    saved_ = Clock::now();
    cost_ = saved_ - start;
  }

 private:
  using Clock = std::chrono::steady_clock;
  static constexpr std::chrono::seconds least_interval{10};
  static constexpr int work_per_saving = 20;  // a large file takes seconds: at most 5 % of the run

  std::string path_;
  Clock::time_point saved_ = Clock::now();
  Clock::duration cost_{};
};

std::size_t cells_done(const Results& results) {
  std::size_t done = 0;
  for (const CellResult& cell : results.cells) done += cell.done ? 1 : 0;
  return done;
}

}  // namespace

void run(const RunCommand& command, std::ostream& out) {
  const Config config = load_config(command.config_path, command.overrides);
  check_device(command.device);
  const std::string path = output_path(command, config);
  const unsigned threads =
      command.threads > 0 ? command.threads : std::max(1u, std::thread::hardware_concurrency());
  if (command.dry_run) {
    out << describe_sweep(config) << fmt::format("to be written: {}\n", path);
    return;
  }
  check_output(path, command.force);

  Saver saver(path);
  const std::atomic<bool>& interrupted = catch_interrupts();
  const Provenance provenance{cpu_description(threads),
                              fmt::format("cpu ({})", simd::instruction_set()), command.text};
  const RunOptions options{threads, progress_mode(command.quiet), &interrupted,
                           [&](const Results& results) { saver.maybe_save(results); }};
  const Results results = run_sweep(config, provenance, options);
  const std::size_t done = cells_done(results);
  if (done == 0) {
    throw Error(Exit::interrupted, "interrupted: no cell is finished, nothing was written");
  }
  write_results(results, path);
  if (done < results.cells.size()) {
    throw Error(Exit::interrupted, fmt::format("interrupted: {} of {} cells are finished and "
                                               "saved in {}", done, results.cells.size(), path));
  }
  if (command.json) {
    out << summary_json(results) << '\n';
  } else {
    out << summary_table(results) << fmt::format("\nwritten: {}\n", path);
  }
}

}  // namespace brink
