// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <ostream>

#include "host/cli/command.hpp"
#include "host/cli/device.hpp"
#include "host/cli/interrupt.hpp"
#include "host/cli/options.hpp"
#include "host/cli/output.hpp"
#include "host/cli/resume.hpp"
#include "host/cli/saver.hpp"
#include "host/config/load.hpp"
#include "host/error.hpp"
#include "host/mpi/ranks.hpp"
#include "host/result/summary.hpp"
#include "host/run/runner.hpp"
#include "host/tell.hpp"

namespace brink {
namespace {

using namespace std::string_view_literals;
namespace fs = std::filesystem;

constexpr std::array run_options = {"output"sv, "device"sv,  "threads"sv,   "force"sv,
                                    "set"sv,    "dry-run"sv, "quiet"sv,     "json"sv,
                                    "help"sv,   "resume"sv,  "save-every"sv};

/// What `brink run` was asked for (spec, section 6).
struct RunCommand {
  std::string config_path;
  std::string output;  ///< empty: results/<config name>.h5
  std::string device = "auto";
  unsigned threads = 0;  ///< 0: every core
  bool force = false;
  bool resume = false;
  double save_every = 30;  ///< seconds
  bool dry_run = false;
  bool quiet = false;
  bool json = false;
  std::vector<std::string> overrides;
  std::string text;         ///< the whole command line, for the file's history
  std::string resume_text;  ///< the one that would continue the run
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
  add("resume", "continue the result file where it exists");
  add("save-every", "save at least every so many seconds (default: 30)",
      cxxopts::value<std::string>(), "SECONDS");
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

/// The threads of this process where the user names none.
unsigned default_threads() { return team() != nullptr ? team()->fair_threads() : all_cores(); }

std::size_t cells_done(const Results& results) {
  std::size_t done = 0;
  for (const CellResult& cell : results.cells) done += cell.done ? 1 : 0;
  return done;
}

void notice(const RunCommand& command, const std::string& line) {
  if (!command.quiet) tell(line);
}

Provenance provenance_of(const RunCommand& command, const Backend& backend, unsigned threads) {
  Provenance provenance{backend.description(threads), backend.name, command.text};
  if (const Team* const ranks = team()) {
    provenance.device += ranks->description(threads);
    provenance.backend += fmt::format(", {} MPI ranks", ranks->ranks());
  }
  return provenance;
}

/// What the file of an earlier run holds of the sweep; nothing unless it is to be
/// continued.
Resumed earlier_results(const RunCommand& command, const Config& config, const std::string& path,
                        const Provenance& provenance) {
  std::error_code ignored;
  if (command.resume && fs::exists(path, ignored)) return resume(path, config, provenance);
  if (command.resume && !command.dry_run) {
    notice(command, fmt::format("{}: no such file yet, starting anew", path));
  }
  return {new_results(config, provenance)};
}

void print_results(const RunCommand& command, const Results& results, std::ostream& out) {
  out << (command.json ? summary_json(results) + "\n" : summary_table(results));
}

[[noreturn]] void end_interrupted(const RunCommand& command, const Results& results,
                                  const std::string& path) {
  std::size_t begun = 0;
  for (const CellResult& cell : results.cells) begun += cell.begun() ? 1 : 0;
  const std::size_t done = cells_done(results);
  throw Error(Exit::interrupted,
              fmt::format("interrupted: {} of {} cells are finished{}, saved in {}; to continue: "
                          "{}",
                          done, results.cells.size(),
                          begun > done ? fmt::format(" and {} part done", begun - done) : "", path,
                          command.resume_text));
}

void run(const RunCommand& command, std::ostream& out) {
  const Config config = load_config(command.config_path, command.overrides);
  const Backend backend = choose_backend(command.device, local_rank());
  const std::string path = output_path(command, config);
  const unsigned threads = command.threads > 0 ? command.threads : default_threads();
  const auto earlier = [&] {  // ranks can be described once they are set up
    return earlier_results(command, config, path, provenance_of(command, backend, threads));
  };
  if (command.dry_run) {
    const double left = pixels_left(earlier().results);
    out << describe_sweep(config);
    if (command.resume) out << fmt::format("{:.3g} pixels left to draw\n", left);
    out << fmt::format("to be written: {}\n", path);
    return;
  }
  check_output_file(path, command.force || command.resume,
                    "--resume to continue it, --force to replace it");
  const std::atomic<bool>& interrupted = catch_interrupts();
  RunOptions options;
  options.threads = threads;
  options.run_group = backend.run_group;
  options.parallel_images = backend.parallel_images;
  if (Team* const ranks = team()) {
    ranks->set_up(config, command.threads, interrupted);
    options.run_group = ranks->runner(backend.run_group);
    options.parallel_images = backend.parallel_images > 0 ? backend.parallel_images * ranks->ranks()
                                                          : ranks->threads(threads);
  }
  Resumed start = earlier();
  Results& results = start.results;
  if (start.unchanged) {
    notice(command, fmt::format("{}: all {} cells are finished already, nothing to do", path,
                                results.cells.size()));
    print_results(command, results, out);
    return;
  }

  if (!backend.notice.empty()) notice(command, backend.notice);
  Saver saver(path, command.save_every);
  options.progress = progress_mode(command.quiet);
  options.cancelled = &interrupted;
  options.on_state = [&](const Results& found) { saver.maybe_save(found); };
  options.state_due = [&](double ahead) { return saver.due(ahead); };
  const double left = pixels_left(results);
  complete_sweep(results, options);
  if (!start.finished && pixels_left(results) == left) {
    throw Error(Exit::interrupted,
                fmt::format("interrupted: no image is drawn yet, nothing was written; to start: {}",
                            command.resume_text));
  }
  saver.save_end(results);
  if (pixels_left(results) > 0) end_interrupted(command, results, path);
  print_results(command, results, out);
  if (!command.json) out << fmt::format("\nwritten: {}\n", path);
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
  command.config_path =
      only_argument(positional(parsed, "config"), "run", "config", "one CONFIG file");
  if (parsed.count("output") > 0) command.output = parsed["output"].as<std::string>();
  command.device = parsed["device"].as<std::string>();
  if (parsed.count("threads") > 0) {
    command.threads = thread_count(parsed["threads"].as<std::string>());
  }
  if (parsed.count("save-every") > 0) {
    command.save_every = seconds("save-every", parsed["save-every"].as<std::string>());
  }
  command.force = parsed["force"].as<bool>();
  command.resume = parsed["resume"].as<bool>();
  if (command.force && command.resume) {
    refuse("brink run: --force replaces a file and --resume continues it; accepted: one of them");
  }
  command.dry_run = parsed["dry-run"].as<bool>();
  command.quiet = parsed["quiet"].as<bool>();
  command.json = parsed["json"].as<bool>();
  command.text = command_text("run", arguments);
  command.resume_text = resume_command(program_invocation_name, arguments);
  command.overrides = set_options(arguments);
  run(command, out);
}

}  // namespace

const Command run_command{"run", "CONFIG [options]", "compute a sweep, write an HDF5 file",
                          parse_and_run};

}  // namespace brink
