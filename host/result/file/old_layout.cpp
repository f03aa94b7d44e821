// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/result/file/old_layout.hpp"

#include <bit>
#include <cmath>
#include <vector>

#include "host/hdf5/read.hpp"
#include "host/result/file/names.hpp"
#include "host/result/file/reading_tally.hpp"

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
  if (const auto bits = hdf5::find_integer(file, cost, old_resolution)) {
    if (*bits >= Tally::exact) throw hdf5::Failure(cost + " has an impossible resolution");
    tally.bits = static_cast<int>(*bits);
  }
  tally.count = hdf5::get_values<std::uint64_t>(file, count);
  require_tally(tally, images, count);
  return tally;
}

}  // namespace

std::string old_group(const std::string& classifier, const Shape& shape) {
  return "tally/" + classifier + "/" + shape_name(shape);
}

CostTallies read_old_tallies(hid_t file, const std::string& cell, double p, std::uint64_t images,
                             bool real) {
  const std::string group = cell + "/" + p_name(p) + "/";
  CostTallies tallies{read_tally(file, group + "cost", group + "count", images), std::nullopt};
  if (hdf5::has(file, group + "count_lower")) {
    tallies.lower = read_tally(file, group + "cost_lower", group + "count_lower", images);
  }
  if (tallies.upper.real != real) throw hdf5::Failure(group + " has costs of the wrong type");
  return tallies;
}

}  // namespace brink
