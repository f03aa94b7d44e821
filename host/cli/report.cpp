// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/report/report.hpp"

#include <ostream>

#include "host/cli/command_line.hpp"
#include "host/error.hpp"

namespace brink {

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

}  // namespace brink
