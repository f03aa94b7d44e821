// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <limits>
#include <ostream>
#include <random>

#include "host/cli/command.hpp"
#include "host/cli/device.hpp"
#include "host/cli/options.hpp"
#include "host/error.hpp"
#include "host/machine/cpu_allowance.hpp"
#include "host/result/file/checking_tables.hpp"
#include "host/result/file/reading_results.hpp"
#include "host/run/verifying.hpp"
#include "host/tell.hpp"

namespace brink {
namespace {

void add_verify_options(cxxopts::Options& options) {
  auto add = options.add_options();
  add("cells", "recompute only K cells, chosen at random", cxxopts::value<std::string>(), "K");
  add("seed", "seed of that choice (default: a new one every time, which is printed)",
      cxxopts::value<std::string>(), "S");
  add("device", "where to compute: auto, cpu, cuda, cuda:k or cuda:all",
      cxxopts::value<std::string>()->default_value("auto"), "DEVICE");
  add("threads", "CPU threads (default: as many as affinity and cgroup quota allow)",
      cxxopts::value<std::string>(), "K");
  add("quiet", "no progress on stderr");
  options.add_options(argument_group)("file", "a result file",
                                      cxxopts::value<std::vector<std::string>>(), "FILE");
  options.parse_positional({"file"});
}

constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();

/// The most lines that are printed; further lines would say the same of other cells.
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

void call_verify(const cxxopts::ParseResult& parsed, const std::vector<std::string>&,
                 std::ostream& out) {
  VerifyOptions options;
  const std::string path = only_argument(values(parsed, "file"), "verify", "file", "one FILE");
  options.run.threads = cpu_allowance().threads();
  if (parsed.count("threads") > 0) {
    options.run.threads = thread_count(parsed["threads"].as<std::string>());
  }
  const bool quiet = parsed["quiet"].as<bool>();
  options.run.progress = progress_mode(quiet);
  if (parsed.count("cells") > 0) {
    options.cells = integer("cells", parsed["cells"].as<std::string>(), 1, most);
  }
  options.seed = parsed.count("seed") > 0
                     ? integer("seed", parsed["seed"].as<std::string>(), 0, most)
                     : std::random_device{}();
  verify(path, parsed["device"].as<std::string>(), quiet, options, out);
}

constexpr std::array verify_examples = {
    Example{"brink verify results/quickstart.h5", "recomputes the whole file"},
    Example{"brink verify long.h5 --cells 3", "recomputes three cells of a long run"},
};

}  // namespace

const Command verify_command{
    "verify",
    "FILE",
    "recompute a result file and compare",
    R"(Recomputes the cells of a result file from the config inside the file and
compares every tally, and compares every table with the tallies. The exit code
is 0 if all agree, else 3.)",
    verify_examples,
    add_verify_options,
    call_verify};

}  // namespace brink
