// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/report/report.hpp"

#include <fmt/format.h>

#include <array>
#include <ostream>

#include "host/cli/command.hpp"
#include "host/cli/options.hpp"
#include "host/error.hpp"

namespace brink {
namespace {

void report(const std::string& path, bool json, std::ostream& out) {
  const Evidence evidence = read_evidence(path);
  const Report verdicts = make_report(evidence);
  if (json) {
    out << report_json(evidence, verdicts) << '\n';
  } else {
    out << report_text(evidence, verdicts);
  }
  if (verdicts.contradicts()) {
    out.flush();
    throw Error(Exit::failed, path + ": a verdict contradicts the theorem");
  }
}

void add_report_options(cxxopts::Options& options) {
  options.add_options()("json", "print the verdicts as JSON");
  options.add_options(argument_group)("file", "a result file",
                                      cxxopts::value<std::vector<std::string>>(), "FILE");
  options.parse_positional({"file"});
}

void call_report(const cxxopts::ParseResult& parsed, const std::vector<std::string>&,
                 std::ostream& out) {
  report(only_argument(values(parsed, "file"), "report", "file", "one FILE"),
         parsed["json"].as<bool>(), out);
}

constexpr std::array report_examples = {
    Example{"brink report results/limits.h5", "prints a verdict on each claim, with its numbers"},
};

}  // namespace

const Command report_command{
    "report",
    "FILE",
    "judge the theorem on a result file",
    R"(Judges the theorem's claims S1 to S4 on a result file and prints a verdict on
each claim with the numbers behind it. The exit code is 1 if a verdict
contradicts the theorem.)",
    report_examples,
    add_report_options,
    call_report};

}  // namespace brink
