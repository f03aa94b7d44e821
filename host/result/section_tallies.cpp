// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <bit>
#include <optional>
#include <string>
#include <vector>

#include "host/result/hdf5_write.hpp"
#include "host/result/names.hpp"
#include "host/result/sections.hpp"

namespace brink {
namespace {

using hdf5::Handle;
using hdf5::Scale;

constexpr const char* cost_formula = "S = sum of a^p over the pixels' steps a";

Scale cost_scale(hid_t group, const std::string& name, const Tally& tally, const char* which) {
  const hdf5::Description description{std::string(which) + ", " + cost_formula};
  if (!tally.real) return hdf5::create_scale<std::uint64_t>(group, name, tally.cost, description);
  std::vector<double> costs;
  for (const std::uint64_t bits : tally.cost) costs.push_back(std::bit_cast<double>(bits));
  return hdf5::create_scale<double>(group, name, costs, description);
}

void write_counts(hid_t group, const std::string& name, Scale& cost, const Tally& tally) {
  hdf5::create_variable<std::uint64_t>(group, name, {&cost}, tally.count,
                                       {"images in the class at each cost"});
  hdf5::finish({&cost});
}

void write_ranges(hid_t group, const ImageRanges& ranges) {
  std::vector<std::uint64_t> numbers;
  for (const ImageRange& range : ranges) {
    numbers.push_back(range.first);
    numbers.push_back(range.count);
  }
  hdf5::set_numbers<std::uint64_t>(group, image_ranges_attribute, numbers);
}

void write_tally(hid_t group, const CostTallies& tallies) {
  Scale cost =
      cost_scale(group, "cost", tallies.upper, tallies.lower ? "upper end of the cost" : "cost");
  // Scales first: netCDF readers number dimensions in the order of creation.
  std::optional<Scale> lower;
  if (tallies.lower) {
    lower = cost_scale(group, "cost_lower", *tallies.lower, "lower end of the cost");
  }
  write_counts(group, "count", cost, tallies.upper);
  if (lower) write_counts(group, "count_lower", *lower, *tallies.lower);
}

}  // namespace

void write_tallies(hid_t file, const Results& results) {
  const Config& config = results.config;
  const Handle root = hdf5::create_group(file, "tally");
  std::size_t index = 0;
  for (const ClassifierConfig& classifier : config.classifiers) {
    const Handle group = hdf5::create_group(root, classifier.name);
    for (const std::uint32_t h : config.channels) {
      for (const std::uint32_t n : config.n) {
        for (const std::uint32_t b : config.bit_depth) {
          const CellResult& cell = results.cells.at(index++);
          if (!cell.begun()) continue;
          const Handle shape = hdf5::create_group(group, shape_name({n, h, b}));
          hdf5::set_number(shape, common_weight_attribute, std::uint64_t{cell.built.common_weight});
          hdf5::set_number(shape, weighted_pixels_attribute, cell.built.weighted_pixels);
          write_ranges(shape, cell.held(config.first_image));
          for (std::size_t i = 0; i < config.p.size(); ++i) {
            const Handle at_p = hdf5::create_group(shape, p_name(config.p[i]));
            write_tally(at_p, cell.tallies.at(i));
          }
        }
      }
    }
  }
}

}  // namespace brink
