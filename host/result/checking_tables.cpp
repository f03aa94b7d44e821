// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/result/checking_tables.hpp"

#include <fmt/format.h>

#include <cmath>

#include "host/result/hdf5_read.hpp"
#include "host/result/names.hpp"
#include "host/result/opening.hpp"
#include "host/result/tables.hpp"

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

class Comparison {
 public:
  explicit Comparison(hid_t file) : file_(file) {}

  template <class T>
  void compare(const std::string& name, const std::vector<T>& right) {
    const std::vector<T> had = hdf5::get_values<T>(file_, name);
    if (had.size() != right.size()) throw hdf5::Failure(name + " does not fill its dimensions");
    for (std::size_t i = 0; i < had.size(); ++i) {
      if (same(had[i], right[i])) continue;
      found.push_back(fmt::format("table {}, value {}: {} in the file, {} from its tallies", name,
                                  i, had[i], right[i]));
      return;
    }
  }

  void compare_share(const std::string& name, const Share& right) {
    compare(name, right.value);
    compare(name + "_lower", right.lower);
    compare(name + "_upper", right.upper);
  }

  std::vector<std::string> found;

 private:
  hid_t file_;
};

}  // namespace

std::vector<std::string> table_differences(const std::string& path, const Results& found) {
  const Tables tables = make_tables(found);
  return read_opened(open_result_file(path), path, [&](hid_t file) {
    Comparison comparison(file);
    comparison.compare_share("coverage", tables.coverage);
    if (found.config.radius_mode == RadiusMode::scale) comparison.compare("radius", tables.radius);
    comparison.compare("moved", tables.moved);
    comparison.compare("moved_possible", tables.moved_possible);
    comparison.compare_share("moved_fraction", tables.moved_fraction);
    comparison.compare("moved_fraction_bound", tables.moved_fraction_bound);
    comparison.compare("robust_fraction_bound", tables.robust_fraction_bound);
    comparison.compare("moved_fraction_exact", tables.moved_fraction_exact);
    comparison.compare("distance_quantile", tables.distance_quantile);
    comparison.compare("distance_mean", tables.distance_mean);
    return std::move(comparison.found);
  });
}

}  // namespace brink
