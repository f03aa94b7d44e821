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

using namespace std::string_view_literals;

constexpr std::array report_options = {"json"sv, "help"sv};

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

void parse_and_report(const std::vector<std::string>& arguments, std::ostream& out) {
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
  report(only_argument(paths, "report", "file", "one FILE"), json, out);
}

}  // namespace

const Command report_command{"report", "FILE [--json]",
                             "verdicts on the theorem from what FILE holds", parse_and_report};

}  // namespace brink
