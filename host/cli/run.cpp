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
#include "host/cli/options.hpp"
#include "host/cli/output.hpp"
#include "host/cli/resume.hpp"
#include "host/cli/saver.hpp"
#include "host/cli/signals.hpp"
#include "host/config/load.hpp"
#include "host/device/choice.hpp"
#include "host/error.hpp"
#include "host/machine/cpu_allowance.hpp"
#include "host/mpi/ranks.hpp"
#include "host/result/summary/summary.hpp"
#include "host/run/description.hpp"
#include "host/run/groups.hpp"
#include "host/run/memory_forecast.hpp"
#include "host/run/new_norms.hpp"
#include "host/run/new_results.hpp"
#include "host/run/runner.hpp"
#include "host/run/second_look.hpp"
#include "host/run/together.hpp"
#include "host/tell.hpp"

namespace brink {
namespace {

namespace fs = std::filesystem;

/// The options of `brink run` (docs/spec/program.md).
struct RunCommand {
  std::string config_path;
  std::string output;
  std::string device = "auto";
  unsigned threads = 0;  ///< 0: as many as the process may use
  bool force = false;
  bool resume = false;
  double save_every = 30;  ///< seconds
  bool dry_run = false;
  bool quiet = false;
  bool json = false;
  std::vector<std::string> overrides;
  std::string text;         ///< the whole command line, for the file's history
  std::string resume_text;  ///< the command line that would continue the run
};

void add_run_options(cxxopts::Options& options) {
  auto add = options.add_options();
  add("o,output", "result file (default: results/<config name>.h5)", cxxopts::value<std::string>(),
      "FILE");
  add("device", "where to compute: auto, cpu, cuda, cuda:k or cuda:all",
      cxxopts::value<std::string>()->default_value("auto"), "DEVICE");
  add("threads",
      "CPU threads, of each rank under mpirun (default: as many as affinity and cgroup quota "
      "allow)",
      cxxopts::value<std::string>(), "K");
  add("resume", "continue the result file where it exists");
  add("save-every", "save at least every so many seconds (default: 30)",
      cxxopts::value<std::string>(), "SECONDS");
  add("force", "replace the result file where it exists");
  add("set",
      "override a key of the config, such as run.samples=1000 or sweep.n=[8,16]; "
      "may be repeated",
      cxxopts::value<std::vector<std::string>>(), "KEY=VALUE");
  add("dry-run", "print cells, work, memory and file, and touch nothing");
  add("quiet", "no progress on stderr");
  add("json", "print the results as JSON");
  options.add_options(argument_group)("config", "the config: a TOML file, or - for standard input",
                                      cxxopts::value<std::vector<std::string>>(), "CONFIG");
  options.parse_positional({"config"});
}

/// The number of threads of this process where the user names none.
unsigned default_threads() {
  return team() != nullptr ? team()->fair_threads() : cpu_allowance().threads();
}

/// The progress in words: "2 of 4 cells are finished and 2 part done".
std::string state_text(const Results& results) {
  std::size_t done = 0, begun = 0;
  for (const CellResult& cell : results.cells) {
    done += cell.done ? 1 : 0;
    begun += cell.begun() ? 1 : 0;
  }
  return fmt::format("{} of {} cells are finished{}", done, results.cells.size(),
                     begun > done ? fmt::format(" and {} part done", begun - done) : "");
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

/// The results of an earlier run of the sweep in the file, or none unless the file is to be
/// continued.
Resumed earlier_results(const RunCommand& command, const Config& config, const std::string& path,
                        const Provenance& provenance) {
  std::error_code ignored;
  if (command.resume && fs::exists(path, ignored)) return resume(path, config, provenance);
  if (command.resume && !command.dry_run) {
    notice(command, fmt::format("{}: there is no such file yet, so the run starts anew", path));
  }
  return {new_results(config, provenance)};
}

void print_results(const RunCommand& command, const Results& results, std::ostream& out) {
  out << (command.json ? summary_json(results) + "\n" : summary_table(results));
}

/// @param finished whether only a second look was interrupted
[[noreturn]] void end_interrupted(const RunCommand& command, const Results& results,
                                  const std::string& path, bool finished) {
  throw Error(Exit::interrupted,
              fmt::format("interrupted: {}{}, saved in {}; to continue: {}", state_text(results),
                          finished ? " but for exact quantiles of rounded tallies" : "", path,
                          command.resume_text));
}

/// Answers SIGUSR1. The run goes on even if the save fails.
void save_as_wanted(Saver& saver, const Results& results, double left_at_start,
                    const std::string& path) {
  if (pixels_left(results) == left_at_start) {
    tell("SIGUSR1: nothing was drawn yet that could be saved");
    return;
  }
  try {
    if (!saver.save_now(results)) return;
    tell(fmt::format("SIGUSR1: {}, saved in {}", state_text(results), path));
  } catch (const Error& error) {
    tell(fmt::format("SIGUSR1: {}", error.what()));
  }
}

void run(const RunCommand& command, std::ostream& out) {
  const std::string& path = command.output;
  std::error_code ignored;
  const bool continues = command.resume && fs::exists(path, ignored);
  const Config config = load_config(command.config_path, command.overrides,
                                    continues ? ClassNames::any : ClassNames::portable);
  // A dry run must not touch a device, but it still refuses a wrong word.
  const device::Wish wish = device::read_wish(command.device);
  if (config.tilted() && wish.kind == device::Wish::Kind::cuda) {
    refuse("brink run: --device: the sampler tilted runs on the CPU; accepted: cpu, auto");
  }
  const ProgressMode progress = progress_mode(command.quiet);
  const bool little = command.device == "auto" && is_little_work(config);
  const Backend backend =
      choose_backend(command.dry_run || little ? "cpu" : command.device, local_rank());
  const unsigned threads = command.threads > 0 ? command.threads : default_threads();
  const auto earlier = [&] {  // ranks can be described only after their setup
    return earlier_results(command, config, path, provenance_of(command, backend, threads));
  };
  if (command.dry_run) {
    const Resumed start = earlier();
    out << describe_sweep(config);
    if (command.resume) {
      out << fmt::format("{:.3g} pixels left to draw\n", pixels_left(start.results));
    }
    if (start.unchanged) out << "nothing to do\n";
    if (backend.device.empty()) {
      out << fmt::format("memory: at most {} MiB ({} {}){}\n", memory_forecast(config, threads),
                         threads, threads == 1 ? "thread" : "threads",
                         team() == nullptr ? "" : " in each rank, beside what MPI takes");
    }
    out << fmt::format("to be written: {}\n", path);
    return;
  }
  const std::atomic<bool>& interrupted = catch_interrupts();
  OutputFile output(path, command.force || command.resume,
                    "--resume to continue it, --force to replace it");
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
    const std::size_t cells = results.cells.size();
    notice(command, fmt::format("{}: {} finished; there is nothing to do", path,
                                cells == 1 ? std::string("the cell is")
                                           : fmt::format("all {} cells are", cells)));
    print_results(command, results, out);
    return;
  }

  if (!backend.notice.empty()) notice(command, backend.notice);
  Saver saver(output, command.save_every);
  options.progress = progress;
  options.cancelled = &interrupted;
  if (start.lacks_norms) {
    notice(command, fmt::format("{}: images are drawn again for the p that it lacks; until they "
                                "all are, the file stays as it is",
                                path));
    if (!complete_norms(results, options)) {
      throw Error(Exit::interrupted, fmt::format("interrupted: {} is as it was; to start again: {}",
                                                 path, command.resume_text));
    }
  }
  options.on_state = [&](const Results& found) { saver.maybe_save(found); };
  options.state_due = [&](double ahead) { return saver.due(ahead); };
  const double left = pixels_left(results);
  options.wanted = &save_requests();
  options.on_wanted = [&](const Results& found) { save_as_wanted(saver, found, left, path); };
  complete_sweep(results, options);
  if (!start.finished && pixels_left(results) == left) {
    throw Error(Exit::interrupted,
                fmt::format("interrupted: no image was drawn, nothing was written; to start: {}",
                            command.resume_text));
  }
  const bool finished = pixels_left(results) == 0;
  bool looked = true;
  if (finished && lacks_second_look(results)) {
    saver.save_now(results);
    looked = complete_second_look(results, options);
  }
  saver.save_end(results);
  if (!finished || !looked) end_interrupted(command, results, path, finished);
  print_results(command, results, out);
  if (!command.json) out << fmt::format("\nwritten: {}\n", path);
}

void call_run(const cxxopts::ParseResult& parsed, const std::vector<std::string>& arguments,
              std::ostream& out) {
  RunCommand command;
  command.config_path = only_argument(values(parsed, "config"), "run", "config", "one CONFIG file");
  command.output = output_path(output_option(parsed), command.config_path, ".h5");
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
  command.resume_text = resume_command(program_invocation_name, arguments, command.config_path);
  command.overrides = values(parsed, "set");
  run(command, out);
}

constexpr std::array run_examples = {
    Example{"brink run configs/quickstart.toml", "writes results/quickstart.h5"},
    Example{"brink run long.toml --resume", "continues where an earlier run of long.toml ended"},
    Example{"brink run wide.toml --dry-run --set 'sweep.n=[8, 16]'",
            "lists the cells and the work of a smaller sweep, and computes nothing"},
    Example{"mpirun -n 4 brink run wide.toml --threads 8",
            "shares the run between four processes of eight threads each"},
};

}  // namespace

const Command run_command{
    "run",
    "CONFIG",
    "compute a sweep and write an HDF5 file",
    R"(Computes every cell of the sweep that CONFIG describes, prints the median
distances and writes everything to an HDF5 file. The file is replaced
atomically whenever cells are finished, so it is complete at every moment.
Ctrl-C saves what was drawn and prints the command that continues the run.)",
    run_examples,
    add_run_options,
    call_run};

}  // namespace brink
