// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/cli/command_line.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cxxopts.hpp>
#include <ostream>

#include "host/config/suggest.hpp"
#include "host/cpu/simd.hpp"
#include "host/error.hpp"
#include "host/version.hpp"

namespace brink {
namespace {

using namespace std::string_view_literals;

constexpr std::array commands = {"run"sv, "report"sv, "info"sv, "--help"sv, "--version"sv};
constexpr std::array run_options = {"output"sv,  "device"sv, "threads"sv, "force"sv, "set"sv,
                                    "dry-run"sv, "quiet"sv,  "json"sv,    "help"sv};
constexpr std::array report_options = {"json"sv, "help"sv};
constexpr std::array info_options = {"help"sv};

constexpr const char* usage =
    R"(brink measures how far random images stand from the edge of their class.

usage: brink run CONFIG [options]    compute a sweep, write an HDF5 file
       brink report FILE [--json]    verdicts on the theorem from what FILE holds
       brink info [FILE]             version, build, devices; or what FILE holds
       brink --help | --version

brink run --help lists its options.
The variable BRINK_SIMD forces an instruction set that brink info lists.
Exit codes: 0 done; 1 failed; 2 bad command line or config; 3 bad or foreign
result file; 130 interrupted, what was finished is saved.
)";

cxxopts::Options run_parser() {
  cxxopts::Options options("brink run", "Compute every cell of a sweep and write an HDF5 file.");
  options.custom_help("[options]").positional_help("CONFIG");
  auto add = options.add_options();
  add("o,output", "result file (default: results/<config name>.h5)",
      cxxopts::value<std::string>(), "FILE");
  add("device", "where to compute: auto, cpu, cuda or cuda:k",
      cxxopts::value<std::string>()->default_value("auto"), "DEVICE");
  add("threads", "CPU threads (default: every core)", cxxopts::value<std::string>(), "K");
  add("force", "replace the result file where it exists");
  add("set", "override a key of the config, such as run.samples=1000 or sweep.n=[8,16]; "
             "may be repeated", cxxopts::value<std::vector<std::string>>(), "KEY=VALUE");
  add("dry-run", "print cells, work and file, and touch nothing");
  add("quiet", "no progress on stderr");
  add("json", "print the results as JSON");
  add("h,help", "this text");
  add("config", "", cxxopts::value<std::vector<std::string>>());
  options.parse_positional({"config"});
  return options;
}

[[noreturn]] void refuse(const std::string& line) { throw Error(Exit::usage, line); }

/// An option's name as the user wrote it, without dashes and value.
std::string option_name(std::string_view argument) {
  argument.remove_prefix(std::min(argument.find_first_not_of('-'), argument.size()));
  return std::string(argument.substr(0, argument.find('=')));
}

/// ", did you mean ...?", or nothing.
std::string hint(const std::string& name, std::span<const std::string_view> candidates) {
  const std::string suggestion = did_you_mean(name, candidates);
  return suggestion.empty() ? "" : ", " + suggestion;
}

/// Refuses an unknown long option itself, to suggest the one that was meant.
template <std::size_t size>
void check_options(const std::vector<std::string>& arguments,
                   const std::array<std::string_view, size>& known) {
  for (const std::string& argument : arguments) {
    if (argument == "--") return;
    if (argument.rfind("--", 0) != 0) continue;
    const std::string name = option_name(argument);
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    if (name == "resume") {
      refuse("--resume: this version cannot continue a file; use --force to compute it anew");
    }
    std::string accepted;
    for (const auto option : known) accepted += fmt::format(" --{}", option);
    refuse(fmt::format("unknown option --{}{}; accepted:{}", name, hint(name, known),
                       accepted));
  }
}

unsigned thread_count(const std::string& text) {
  constexpr unsigned most = 4096;  // beyond any machine, well below the limits of one
  unsigned count = 0;
  for (const char digit : text) {
    if (digit < '0' || digit > '9') count = most + 1;
    if (count <= most) count = count * 10 + static_cast<unsigned>(digit - '0');
  }
  if (text.empty() || count < 1 || count > most) {
    refuse(fmt::format("--threads {}: not a number of threads; accepted: integers 1 to {}", text,
                       most));
  }
  return count;
}

cxxopts::ParseResult parse(cxxopts::Options& options, const std::string& name,
                           const std::vector<std::string>& arguments) {
  std::vector<const char*> argv = {name.c_str()};
  for (const std::string& argument : arguments) argv.push_back(argument.c_str());
  try {
    return options.parse(static_cast<int>(argv.size()), argv.data());
  } catch (const std::exception& error) {  // cxxopts renamed its base class in version 3.1
    refuse(fmt::format("brink {}: {}; see brink {} --help", name, error.what(), name));
  }
}

void parse_run(const std::vector<std::string>& arguments, std::ostream& out) {
  check_options(arguments, run_options);
  cxxopts::Options options = run_parser();
  const auto parsed = parse(options, "run", arguments);
  if (parsed.count("help") > 0) {
    out << options.help();
    return;
  }
  RunCommand command;
  const auto paths = parsed.count("config") > 0
                         ? parsed["config"].as<std::vector<std::string>>()
                         : std::vector<std::string>{};
  if (paths.size() != 1) {
    refuse(fmt::format("brink run: {} given; accepted: one CONFIG file",
                       paths.empty() ? "no config" : "several configs"));
  }
  command.config_path = paths[0];
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
  // cxxopts splits list values at commas, which TOML lists hold: take them as written.
  for (std::size_t i = 0; i < arguments.size() && arguments[i] != "--"; ++i) {
    if (arguments[i] == "--set" && i + 1 < arguments.size()) {
      command.overrides.push_back(arguments[++i]);
    } else if (arguments[i].rfind("--set=", 0) == 0) {
      command.overrides.push_back(arguments[i].substr(std::string_view("--set=").size()));
    }
  }
  run(command, out);
}

void parse_report(const std::vector<std::string>& arguments, std::ostream& out) {
  check_options(arguments, report_options);
  std::vector<std::string> paths;
  bool json = false;
  for (const std::string& argument : arguments) {
    if (argument == "--help" || argument == "-h") {
      out << "usage: brink report FILE [--json]\n"
             "Judges the theorem's claims S1 to S4 on a result file; see docs/theory.md.\n"
             "Exit code 1 if a verdict contradicts the theorem.\n";
      return;
    }
    if (argument == "--json") {
      json = true;
    } else if (argument.size() > 1 && argument[0] == '-') {
      refuse(fmt::format("unknown option {}; accepted: --json, --help", argument));
    } else {
      paths.push_back(argument);
    }
  }
  if (paths.size() != 1) {
    refuse(fmt::format("brink report: {} given; accepted: one FILE",
                       paths.empty() ? "no file" : "several files"));
  }
  report(paths[0], json, out);
}

void parse_info(const std::vector<std::string>& arguments, std::ostream& out) {
  check_options(arguments, info_options);
  for (const std::string& argument : arguments) {
    if (argument != "--help" && argument != "-h") continue;
    out << "usage: brink info [FILE]\n";
    return;
  }
  if (!arguments.empty() && arguments[0].rfind('-', 0) == 0) {
    refuse(fmt::format("unknown option {}; accepted: --help", arguments[0]));
  }
  if (arguments.size() > 1) refuse("brink info: several files given; accepted: one FILE or none");
  info(arguments.empty() ? "" : arguments[0], out);
}

}  // namespace

void run_command_line(const std::vector<std::string>& arguments, std::ostream& out) {
  if (const char* const wanted = std::getenv("BRINK_SIMD"); wanted != nullptr) {
    if (!simd::force_instruction_set(wanted)) {
      refuse(fmt::format("BRINK_SIMD={}: not an instruction set of this machine; accepted: {}",
                         wanted, fmt::join(simd::instruction_sets(), ", ")));
    }
  }
  if (arguments.empty()) refuse(fmt::format("no command given; accepted: {}", fmt::join(commands, ", ")));
  const std::string& command = arguments[0];
  const std::vector<std::string> rest(arguments.begin() + 1, arguments.end());
  if (command == "--help" || command == "-h" || command == "help") {
    out << usage;
  } else if (command == "--version") {
    out << fmt::format("brink {} ({})\n", version, git_commit);
  } else if (command == "run") {
    parse_run(rest, out);
  } else if (command == "report") {
    parse_report(rest, out);
  } else if (command == "info") {
    parse_info(rest, out);
  } else {
    const bool option = command.rfind('-', 0) == 0;
    refuse(fmt::format("unknown {} '{}'{}; accepted: {}", option ? "option" : "command", command,
                       hint(command, commands), fmt::join(commands, ", ")));
  }
}

}  // namespace brink
