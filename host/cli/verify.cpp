// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <ostream>
#include <random>

#include "host/cli/command.hpp"
#include "host/cli/device.hpp"
#include "host/cli/options.hpp"
#include "host/error.hpp"
#include "host/result/checking_tables.hpp"
#include "host/result/reading_results.hpp"
#include "host/run/verifying.hpp"
#include "host/tell.hpp"

namespace brink {
namespace {

using namespace std::string_view_literals;

constexpr std::array verify_options = {"cells"sv,   "seed"sv,  "device"sv,
                                       "threads"sv, "quiet"sv, "help"sv};

cxxopts::Options verify_parser() {
  cxxopts::Options options("brink verify",
                           "Recompute the cells of a result file from the config inside it and "
                           "compare every tally. Exit code 0 if all agree, else 3.");
  options.custom_help("[options]").positional_help("FILE");
  auto add = options.add_options();
  add("cells", "only so many of them, chosen at random", cxxopts::value<std::string>(), "K");
  add("seed", "of that choice (default: another one every time, printed)",
      cxxopts::value<std::string>(), "S");
  add("device", "where to compute: auto, cpu, cuda or cuda:k",
      cxxopts::value<std::string>()->default_value("auto"), "DEVICE");
  add("threads", "CPU threads (default: every core)", cxxopts::value<std::string>(), "K");
  add("quiet", "no progress on stderr");
  add("h,help", "this text");
  add("file", "", cxxopts::value<std::vector<std::string>>());
  options.parse_positional({"file"});
  return options;
}

std::uint64_t integer(const std::string& option, const std::string& text, std::uint64_t least) {
  std::uint64_t value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || stop != end || value < least) {
    refuse(fmt::format("--{} {}: out of range; accepted: integers from {} to 2^64-1", option, text,
                       least));
  }
  return value;
}

/// Lines beyond these would say the same of other cells.
constexpr std::size_t most_lines = 10;

void print(const std::vector<std::string>& lines, std::ostream& out) {
  for (std::size_t i = 0; i < std::min(lines.size(), most_lines); ++i) {
    out << "differs: " << lines[i] << '\n';
  }
  if (lines.size() > most_lines) {
    out << fmt::format("differs: and {} more\n", lines.size() - most_lines);
  }
}

void verify(const std::string& path, const std::string& device, bool quiet, VerifyOptions options,
            std::ostream& out) {
  const Results found = read_results(path);
  const Backend backend = choose_backend(device);
  options.run.run_group = backend.run_group;
  options.run.parallel_images = backend.parallel_images;
  if (!quiet && !backend.device.empty()) tell(backend.notice);
  const std::vector<std::string> tables = table_differences(path, found);
  const Verification cells = verify_cells(found, options);
  out << fmt::format("recomputed: {} of {} cells that hold images, {} images\n",
                     cells.checked.size(), cells.begun, cells.images);
  if (options.cells) {
    out << fmt::format("chosen with --seed {}:\n", options.seed);
    for (const std::string& name : cells.checked) out << "  " << name << '\n';
  }
  out << "compared: class, counts and every tally of these; every table with the tallies of the "
         "file\n";
  print(cells.differences, out);
  print(tables, out);
  if (cells.differences.empty() && tables.empty()) {
    out << "all equal\n";
    return;
  }
  out.flush();
  const std::string& first = cells.differences.empty() ? tables[0] : cells.differences[0];
  throw Error(Exit::bad_file,
              fmt::format("{}: {} of {} cells and {} tables differ; first {}", path,
                          cells.differences.size(), cells.checked.size(), tables.size(), first));
}

void parse_and_verify(const std::vector<std::string>& arguments, std::ostream& out) {
  check_options(arguments, verify_options);
  cxxopts::Options parser = verify_parser();
  const auto parsed = parse(parser, "verify", arguments);
  if (parsed.count("help") > 0) {
    out << parser.help();
    return;
  }
  VerifyOptions options;
  const std::string path = only_argument(positional(parsed, "file"), "verify", "file", "one FILE");
  options.run.threads = all_cores();
  if (parsed.count("threads") > 0) {
    options.run.threads = thread_count(parsed["threads"].as<std::string>());
  }
  const bool quiet = parsed["quiet"].as<bool>();
  options.run.progress = progress_mode(quiet);
  if (parsed.count("cells") > 0) {
    options.cells = integer("cells", parsed["cells"].as<std::string>(), 1);
  }
  options.seed = parsed.count("seed") > 0 ? integer("seed", parsed["seed"].as<std::string>(), 0)
                                          : std::random_device{}();
  verify(path, parsed["device"].as<std::string>(), quiet, options, out);
}

}  // namespace

const Command verify_command{"verify", "FILE [--cells K]", "recompute what FILE holds and compare",
                             parse_and_verify};

}  // namespace brink
