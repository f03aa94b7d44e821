// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "host/result/results.hpp"

namespace brink {

/// Compares the tables of a result file with those that follow from its tallies. Counts must be
/// equal. Other numbers must agree to a relative 1e-9, because other machines may round otherwise.
/// Returns the first difference of each table that has any.
///
/// @param results what read_results() gives for this file
/// @throw Error(Exit::bad_file) where a table is missing or does not fill its dimensions
std::vector<std::string> table_differences(const std::string& path, const Results& results);

}  // namespace brink
