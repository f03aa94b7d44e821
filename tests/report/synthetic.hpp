// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "host/report/evidence.hpp"
#include "host/result/file/writing.hpp"
#include "tests/temporary_folder.hpp"

namespace brink::synthetic {

/// The cost of one image of a class at one shape and p; `share` is its rank among the images.
using Cost = std::function<std::uint64_t(const Shape& shape, double p, double share)>;

/// A sweep of made-up classes of half the images: `costs[k]` is class k's. Shares
/// run evenly through (0, 1).
inline Results sweep(std::vector<std::uint32_t> n, std::vector<std::uint32_t> bit_depth,
                     std::vector<double> p, const std::vector<Cost>& costs,
                     const std::string& type = "brightness") {
  constexpr std::uint64_t images = 2000;
  Results results;
  Config& config = results.config;
  config.text = "[run]\n";
  config.samples = 2 * images;
  config.n = std::move(n);
  config.bit_depth = std::move(bit_depth);
  config.p = std::move(p);
  config.radius = {0.25, 0.5, 1};
  for (std::size_t k = 0; k < costs.size(); ++k) {
    config.classifiers.push_back({});
    config.classifiers[k].name = "class" + std::to_string(k);
    config.classifiers[k].type = type;
    results.classifiers.push_back({config.classifiers[k].name, type, "", "", {}});
    for (const std::uint32_t side : config.n) {
      for (const std::uint32_t b : config.bit_depth) {
        CellResult cell;
        cell.done = true;
        cell.samples = 2 * images;
        cell.in_class = images;
        cell.built.exact_coverage = 0.5;
        for (const double norm : config.p) {
          std::map<std::uint64_t, std::uint64_t> counts;
          for (std::uint64_t i = 0; i < images; ++i) {
            const double share = (static_cast<double>(i) + 0.5) / static_cast<double>(images);
            ++counts[costs[k](Shape{side, 1, b}, norm, share)];
          }
          Tally tally;
          for (const auto& [cost, count] : counts) {
            tally.cost.push_back(cost);
            tally.count.push_back(count);
          }
          cell.tallies.push_back({tally, {}});
        }
        results.cells.push_back(cell);
      }
    }
  }
  return results;
}

/// Writes the results to a file and reads them back.
inline Evidence evidence_of(const Results& results) {
  const TemporaryFolder folder;
  write_results(results, folder / "a.h5");
  return read_evidence(folder / "a.h5");
}

/// A class as robust as brightness at one bit: it needs c n pixels at every p, where c is that
/// quantile of half of a normal law of standard deviation 1/2.
inline std::uint64_t like_brightness(const Shape& shape, double p, double share) {
  if (std::isinf(p)) return 1;
  // Half-normal quantile by bisection on erf.
  double low = 0, high = 6;
  for (int i = 0; i < 50; ++i) {
    const double middle = (low + high) / 2;
    (std::erf(middle / std::sqrt(2.0)) < share ? low : high) = middle;
  }
  return static_cast<std::uint64_t>(std::ceil(low / 2 * shape.n));
}

}  // namespace brink::synthetic
