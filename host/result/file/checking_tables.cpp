// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/result/file/checking_tables.hpp"

#include <fmt/format.h>

#include <cmath>
#include <variant>

#include "host/hdf5/read.hpp"
#include "host/result/file/opening.hpp"
#include "host/result/file/reading_tally.hpp"
#include "host/result/file/schema.hpp"

namespace brink {
namespace {

template <class T>
bool same(T a, T b) {
  return a == b;
}

bool same(double a, double b) {
  constexpr double tolerance = 1e-9;
  if (std::isnan(a) || std::isnan(b)) return std::isnan(a) && std::isnan(b);
  return a == b || std::abs(a - b) <= tolerance * std::max(std::abs(a), std::abs(b));
}

template <class T>
void compare(hid_t file, const Variable& variable, const std::vector<T>& right,
             std::vector<std::string>& found) {
  const std::string name(variable.name);
  if (!hdf5::has(file, name) && format_of(file) < variable.since) return;
  const std::vector<T> had = hdf5::get_values<T>(file, name);
  if (had.size() != right.size()) throw hdf5::Failure(name + " does not fill its dimensions");
  for (std::size_t i = 0; i < had.size(); ++i) {
    if (same(had[i], right[i])) continue;
    found.push_back(fmt::format("table {}, value {}: {} in the file, {} from its tallies", name, i,
                                had[i], right[i]));
    return;
  }
}

}  // namespace

std::vector<std::string> table_differences(const std::string& path, const Results& results) {
  const Tables tables = make_tables(results);
  const Contents contents(results);
  return read_result_file(path, [&](hid_t file) {
    std::vector<std::string> found;
    for (const Variable& variable : schema()) {
      const bool derived = variable.check == Check::exact || variable.check == Check::close;
      if (!derived || !contents.has(variable.presence)) continue;
      std::visit([&](const auto& column) { compare(file, variable, column.values(tables), found); },
                 variable.column);
    }
    return found;
  });
}

}  // namespace brink
