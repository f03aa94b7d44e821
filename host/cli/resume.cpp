// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/cli/resume.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "host/cli/options.hpp"
#include "host/cli/output.hpp"
#include "host/config/class_name.hpp"
#include "host/config/differences.hpp"
#include "host/config/value.hpp"
#include "host/error.hpp"
#include "host/result/file/names.hpp"
#include "host/result/file/reading_results.hpp"
#include "host/run/new_results.hpp"
#include "host/run/runner.hpp"
#include "host/run/second_look.hpp"

namespace brink {
namespace {

/// Refuses a config under which the tallies of the file would be different.
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
                          "bit_depth, channels, p or classifiers, other radii, quantiles or "
                          "confidence; or -o for another file",
                          path, changed));
}

/// A name that earlier versions accepted may stay, but a class that is added may not have such a
/// name.
void require_portable_additions(const Config& before, const Config& after) {
  for (const ClassifierConfig& added : after.classifiers) {
    if (is_class_name(added.class_name(), ClassNames::portable)) continue;
    const bool kept = std::any_of(before.classifiers.begin(), before.classifiers.end(),
                                  [&](const auto& had) { return had.name == added.name; });
    if (kept) continue;
    throw Error(Exit::usage,
                fmt::format("classifier.{}: this cannot be the name of a class that is new to the "
                            "file; accepted: {}",
                            key_text(added.name), accepted_names(ClassNames::portable)));
  }
}

bool same_radii(const Config& a, const Config& b) {
  const auto sorted = [](std::vector<double> radii) {
    std::sort(radii.begin(), radii.end());
    return radii;
  };
  return a.radius_mode == b.radius_mode && sorted(a.radius) == sorted(b.radius);
}

/// Rounded costs are exact only with respect to the file's own radii.
void require_exact_costs(const std::string& path, const Results& found, const Config& config) {
  if (same_radii(found.config, config)) return;
  for (std::size_t i = 0; i < found.cells.size(); ++i) {
    const auto p = found.cells[i].rounded_norm();
    if (!p) continue;
    throw Error(Exit::usage,
                fmt::format("{} cannot be continued with other radii: {} has so many costs at "
                            "p={} that they are rounded, and are exact only at the file's own "
                            "radii; accepted: those radii; or -o for another file",
                            path, cell_name(found.config, i), p_text(found.config.p[*p])));
  }
}

}  // namespace

Resumed resume(const std::string& path, const Config& config, Provenance provenance) {
  const Results found = read_results(path);
  require_portable_additions(found.config, config);
  const std::vector<Difference> changes = differences(found.config, config);
  require_more_work_only(path, changes);
  require_exact_costs(path, found, config);
  Resumed resumed;
  resumed.results = continued_results(config, std::move(provenance), found);
  const std::vector<CellResult>& cells = resumed.results.cells;
  resumed.finished =
      std::all_of(cells.begin(), cells.end(), [](const CellResult& cell) { return cell.done; });
  resumed.lacks_norms = std::any_of(cells.begin(), cells.end(),
                                    [](const CellResult& cell) { return !cell.lacking.empty(); });
  resumed.unchanged = resumed.finished && changes.empty() && !lacks_second_look(resumed.results);
  return resumed;
}

std::string resume_command(const std::string& program, const std::vector<std::string>& arguments,
                           const std::string& config_path) {
  std::vector<std::string> words = {program, "run"};
  bool resumes = false;
  for (const std::string& argument : arguments) {
    if (argument == "--force") continue;
    resumes = resumes || argument == "--resume";
    words.push_back(argument);
  }
  if (!resumes) words.emplace_back("--resume");
  const std::string input = unusual_config(config_path);
  return shell_words(words) + (input.empty() ? "" : ", with the same config from " + input);
}

}  // namespace brink
