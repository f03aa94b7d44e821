// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
// The schema against docs/spec/file_format.md#result-variables, in both directions. That files
// hold what the page says is tested in tests/python/test_docs_files.py.
#include "host/result/file/schema.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <utility>

namespace brink {
namespace {

using Cells = std::vector<std::string>;

Cells cells_of(const std::string& line) {
  Cells cells;
  std::istringstream text(line.substr(1));
  for (std::string cell; std::getline(text, cell, '|');) {
    const std::size_t first = cell.find_first_not_of(" `"), last = cell.find_last_not_of(" `");
    cells.push_back(first == std::string::npos ? "" : cell.substr(first, last - first + 1));
  }
  return cells;
}

/// The rows of the page's table below a heading, by variable.
std::map<std::string, Cells> documented(const std::string& heading) {
  std::ifstream page(BRINK_FILE_FORMAT_PAGE);
  std::map<std::string, Cells> rows;
  bool inside = false;
  for (std::string line; std::getline(page, line);) {
    if (line.starts_with("#")) inside = line == heading;
    if (inside && line.starts_with("| `")) rows[cells_of(line)[0]] = cells_of(line);
  }
  return rows;
}

std::string dimensions(const Variable& variable) {
  switch (variable.over) {
    case Over::cell:
      return "cell";
    case Over::cell_p:
      return "cell, p";
    case Over::cell_p_radius:
      return "cell, p, r";
    case Over::cell_p_quantile:
      return "cell, p, quantile";
    case Over::class_p_radius:
      return "class, p, r";
    case Over::class_p_tail:
      return "class, p, tail";
    case Over::n_p_radius:
      break;
  }
  return "n, p, radius_scale";
}

std::string check(Check check) {
  switch (check) {
    case Check::recomputed:
      return "recomputed";
    case Check::exact:
      return "exact";
    case Check::close:
      return "close";
    case Check::never:
      break;
  }
  return "never";
}

const char* type(const Column<std::uint64_t>&) { return "u8"; }
const char* type(const Column<std::int64_t>&) { return "i8"; }
const char* type(const Column<double>&) { return "f8"; }

TEST(Schema, IsWhatThePageSays) {
  std::map<std::string, Cells> plain = documented("### Result variables");
  std::map<std::string, Cells> tilted = documented("### Strata");
  for (const Variable& variable : schema()) {
    std::map<std::string, Cells>& rows = variable.presence == Presence::tilted ? tilted : plain;
    const std::string name(variable.name);
    SCOPED_TRACE(name);
    ASSERT_TRUE(rows.contains(name));
    const Cells row = rows[name];
    rows.erase(name);
    EXPECT_EQ(row[1], dimensions(variable));
    EXPECT_EQ(row[3], variable.units);
    EXPECT_EQ(row[5], check(variable.check));
    std::visit(
        [&](const auto& column) {
          EXPECT_EQ(row[2], type(column));
          const std::string fill = fmt::format("{}", column.fill);
          EXPECT_EQ(row[4], fill == "nan" ? "NaN" : fill);
        },
        variable.column);
  }
  EXPECT_TRUE(plain.empty()) << plain.begin()->first;
  for (const char* const dimension : {"stratum", "tail"}) tilted.erase(dimension);
  EXPECT_TRUE(tilted.empty()) << tilted.begin()->first;
}

TEST(Schema, NamesAndDescribesEachVariableOnceInAFile) {
  std::set<std::pair<std::string_view, bool>> names;
  for (const Variable& variable : schema()) {
    for (const bool tilted : {false, true}) {
      const Presence other = tilted ? Presence::plain : Presence::tilted;
      if (variable.presence == other) continue;
      EXPECT_TRUE(names.insert({variable.name, tilted}).second) << variable.name;
    }
    EXPECT_FALSE(variable.long_name.empty()) << variable.name;
    EXPECT_GE(variable.since, 1u) << variable.name;
  }
}

}  // namespace
}  // namespace brink
