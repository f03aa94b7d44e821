// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "host/report/evidence.hpp"
#include "host/report/verdict.hpp"

namespace brink {

/// Judges the four claims (docs/theory.md) on what a file holds.
Report make_report(const Evidence& evidence);

/// The verdicts for people: one headline each, and its numbers in tables. Ends
/// with a newline.
std::string report_text(const Evidence& evidence, const Report& report);

/// The same for machines, docs/spec/program.md#reporting: one JSON object on one line,
/// without a newline. It holds the text for people as well.
std::string report_json(const Evidence& evidence, const Report& report);

}  // namespace brink
