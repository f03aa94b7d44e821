// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/result/reading_tally.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>
#include <numeric>
#include <vector>

#include "host/result/hdf5_read.hpp"
#include "host/result/names.hpp"

namespace brink {
namespace {

Tally read_tally(hid_t file, const std::string& cost, const std::string& count,
                 std::uint64_t images) {
  Tally tally;
  tally.real = hdf5::is_real(file, cost);
  if (tally.real) {
    for (const double value : hdf5::get_values<double>(file, cost)) {
      if (!(value >= 0)) throw hdf5::Failure(cost + " is not a cost");
      tally.cost.push_back(std::bit_cast<std::uint64_t>(value));
    }
  } else {
    tally.cost = hdf5::get_values<std::uint64_t>(file, cost);
  }
  tally.count = hdf5::get_values<std::uint64_t>(file, count);
  const bool ascending = std::adjacent_find(tally.cost.begin(), tally.cost.end(),
                                            std::greater_equal<>()) == tally.cost.end();
  const std::uint64_t sum =
      std::accumulate(tally.count.begin(), tally.count.end(), std::uint64_t{0});
  if (tally.cost.size() != tally.count.size() || !ascending || sum != images) {
    throw hdf5::Failure(count + " is not the tally of the class");
  }
  return tally;
}

}  // namespace

CostTallies read_tallies(hid_t file, const std::string& classifier, const Shape& shape, double p,
                         std::uint64_t images) {
  const std::string group = "tally/" + classifier + "/" + shape_name(shape) + "/" + p_name(p) + "/";
  CostTallies tallies{read_tally(file, group + "cost", group + "count", images), std::nullopt};
  if (hdf5::has(file, group + "count_lower")) {
    tallies.lower = read_tally(file, group + "cost_lower", group + "count_lower", images);
  }
  return tallies;
}

}  // namespace brink
