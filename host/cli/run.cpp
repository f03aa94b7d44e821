// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <ostream>
#include <thread>

#include "host/cli/command.hpp"
#include "host/cli/device.hpp"
#include "host/cli/interrupt.hpp"
#include "host/cli/options.hpp"
#include "host/config/load.hpp"
#include "host/cpu/simd.hpp"
#include "host/error.hpp"
#include "host/mpi/ranks.hpp"
#include "host/result/atomic_file.hpp"
#include "host/result/summary.hpp"
#include "host/result/writing.hpp"
#include "host/run/runner.hpp"

namespace brink {
namespace {

using namespace std::string_view_literals;
namespace fs = std::filesystem;

constexpr std::array run_options = {"output"sv,  "device"sv, "threads"sv, "force"sv, "set"sv,
                                    "dry-run"sv, "quiet"sv,  "json"sv,    "help"sv};

/// What `brink run` was asked for (spec, section 6).
struct RunCommand {
  std::string config_path;
  std::string output;  ///< empty: results/<config name>.h5
  std::string device = "auto";
  unsigned threads = 0;  ///< 0: every core
  bool force = false;
  bool dry_run = false;
  bool quiet = false;
  bool json = false;
  std::vector<std::string> overrides;
  std::string text;  ///< the whole command line, for the file's history
};

cxxopts::Options run_parser() {
  cxxopts::Options options("brink run", "Compute every cell of a sweep and write an HDF5 file.");
  options.custom_help("[options]").positional_help("CONFIG");
  auto add = options.add_options();
  add("o,output", "result file (default: results/<config name>.h5)", cxxopts::value<std::string>(),
      "FILE");
  add("device", "where to compute: auto, cpu, cuda or cuda:k",
      cxxopts::value<std::string>()->default_value("auto"), "DEVICE");
  add("threads", "CPU threads, of each rank under mpirun (default: every core)",
      cxxopts::value<std::string>(), "K");
  add("force", "replace the result file where it exists");
  add("set",
      "override a key of the config, such as run.samples=1000 or sweep.n=[8,16]; "
      "may be repeated",
      cxxopts::value<std::vector<std::string>>(), "KEY=VALUE");
  add("dry-run", "print cells, work and file, and touch nothing");
  add("quiet", "no progress on stderr");
  add("json", "print the results as JSON");
  add("h,help", "this text");
  add("config", "", cxxopts::value<std::vector<std::string>>());
  options.parse_positional({"config"});
  return options;
}

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
                                         "for another file",
                                         path));
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

/// The threads of this process where the user names none.
unsigned default_threads() {
  return team() != nullptr ? team()->fair_threads()
                           : std::max(1u, std::thread::hardware_concurrency());
}

std::size_t cells_done(const Results& results) {
  std::size_t done = 0;
  for (const CellResult& cell : results.cells) done += cell.done ? 1 : 0;
  return done;
}

void run(const RunCommand& command, std::ostream& out) {
  const Config config = load_config(command.config_path, command.overrides);
  check_device(command.device);
  const std::string path = output_path(command, config);
  const unsigned threads = command.threads > 0 ? command.threads : default_threads();
  if (command.dry_run) {
    out << describe_sweep(config) << fmt::format("to be written: {}\n", path);
    return;
  }
  check_output(path, command.force);

  Saver saver(path);
  const std::atomic<bool>& interrupted = catch_interrupts();
  Provenance provenance{cpu_description(threads), fmt::format("cpu ({})", simd::instruction_set()),
                        command.text};
  RunOptions options;
  if (Team* const ranks = team()) {
    ranks->set_up(config, command.threads, interrupted);
    options.run_group = ranks->runner(options.run_group);
    provenance.device += ranks->description(threads);
    provenance.backend += fmt::format(", {} MPI ranks", ranks->ranks());
  }
  options.threads = threads;
  options.progress = progress_mode(command.quiet);
  options.cancelled = &interrupted;
  options.on_group = [&](const Results& results) { saver.maybe_save(results); };
  const Results results = run_sweep(config, provenance, options);
  const std::size_t done = cells_done(results);
  if (done == 0) {
    throw Error(Exit::interrupted, "interrupted: no cell is finished, nothing was written");
  }
  write_results(results, path);
  if (done < results.cells.size()) {
    throw Error(Exit::interrupted, fmt::format("interrupted: {} of {} cells are finished and "
                                               "saved in {}",
                                               done, results.cells.size(), path));
  }
  if (command.json) {
    out << summary_json(results) << '\n';
  } else {
    out << summary_table(results) << fmt::format("\nwritten: {}\n", path);
  }
}

void parse_and_run(const std::vector<std::string>& arguments, std::ostream& out) {
  check_options(arguments, run_options);
  cxxopts::Options options = run_parser();
  const auto parsed = parse(options, "run", arguments);
  if (parsed.count("help") > 0) {
    out << options.help();
    return;
  }
  RunCommand command;
  const auto paths = parsed.count("config") > 0 ? parsed["config"].as<std::vector<std::string>>()
                                                : std::vector<std::string>{};
  command.config_path = only_argument(paths, "run", "config", "one CONFIG file");
  if (parsed.count("output") > 0) command.output = parsed["output"].as<std::string>();
  command.device = parsed["device"].as<std::string>();
  if (parsed.count("threads") > 0) {
    command.threads = thread_count(parsed["threads"].as<std::string>());
  }
  command.force = parsed["force"].as<bool>();
  command.dry_run = parsed["dry-run"].as<bool>();
  command.quiet = parsed["quiet"].as<bool>();
  command.json = parsed["json"].as<bool>();
  command.text = "brink run";
  for (const std::string& argument : arguments) command.text += " " + argument;
  command.overrides = set_options(arguments);
  run(command, out);
}

}  // namespace

const Command run_command{"run", "CONFIG [options]", "compute a sweep, write an HDF5 file",
                          parse_and_run};

}  // namespace brink
