// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/cli/resume.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "host/config/differences.hpp"
#include "host/error.hpp"
#include "host/result/reading_results.hpp"
#include "host/run/runner.hpp"

namespace brink {
namespace {

/// Refuses a config under which the file's tallies would be others.
void require_more_work_only(const std::string& path, const std::vector<Difference>& found) {
  std::string changed;
  for (const Difference& difference : found) {
    if (difference.more_work) continue;
    changed +=
        fmt::format("{}{} is {} in the file and {} in the config", changed.empty() ? "" : "; ",
                    difference.key, difference.before, difference.after);
  }
  if (changed.empty()) return;
  throw Error(Exit::usage,
              fmt::format("{} cannot be continued with this config: {}; accepted: more samples, n, "
                          "bit_depth, channels or classifiers, other radii, quantiles or "
                          "confidence; or -o for another file",
                          path, changed));
}

/// As a shell takes it.
std::string quoted(const std::string& argument) {
  constexpr std::string_view plain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./=:,+@%";
  if (!argument.empty() && argument.find_first_not_of(plain) == std::string::npos) return argument;
  std::string text(1, '\'');
  for (const char letter : argument) {
    if (letter == '\'') text += "'\\'";  // the quotes end, one that is escaped, they begin again
    text += letter;
  }
  text += '\'';
  return text;
}

}  // namespace

Resumed resume(const std::string& path, const Config& config, Provenance provenance) {
  const Results found = read_results(path);
  const std::vector<Difference> changes = differences(found.config, config);
  require_more_work_only(path, changes);
  Resumed resumed;
  resumed.results = continued_results(config, std::move(provenance), found);
  const std::vector<CellResult>& cells = resumed.results.cells;
  resumed.finished =
      std::all_of(cells.begin(), cells.end(), [](const CellResult& cell) { return cell.done; });
  resumed.unchanged = resumed.finished && changes.empty();
  return resumed;
}

std::string resume_command(const std::string& program, const std::vector<std::string>& arguments) {
  std::string text = quoted(program) + " run";
  bool resumes = false;
  for (const std::string& argument : arguments) {
    if (argument == "--force") continue;
    resumes = resumes || argument == "--resume";
    text += ' ';
    text += quoted(argument);
  }
  return resumes ? text : text + " --resume";
}

}  // namespace brink
