// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/result/tables/medians.hpp"

#include <cmath>
#include <limits>
#include <utility>

#include "host/result/distances.hpp"

namespace brink {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

MedianRow row_at(const Results& results, std::size_t classifier, std::size_t channels,
                 std::size_t bit_depth, std::size_t p) {
  const Config& config = results.config;
  MedianRow row{classifier, channels, bit_depth, p, false, {}, {}, nan};
  for (std::size_t i = 0; i < config.n.size(); ++i) {
    const Shape shape{config.n[i], config.channels[channels], config.bit_depth[bit_depth]};
    const CellResult& cell =
        results.cells.at(results.cell_index(classifier, channels, i, bit_depth));
    row.median.push_back(nan);
    row.median_lower.push_back(nan);
    if (!cell.begun()) continue;
    const CostTallies& tallies = cell.tallies.at(p);
    row.median.back() = Distances(tallies.upper, config.p[p], shape).quantile(0.5);
    row.median_lower.back() = row.median.back();
    if (tallies.lower) {
      row.bracketed = true;
      row.median_lower.back() = Distances(*tallies.lower, config.p[p], shape).quantile(0.5);
    }
  }
  row.exponent = fitted_exponent(config.n, row.median);
  return row;
}

}  // namespace

double bracket_ratio(const MedianRow& row, std::size_t n) {
  if (row.median_lower[n] == row.median[n]) return 1;
  return row.median[n] / row.median_lower[n];
}

double fitted_exponent(const std::vector<std::uint32_t>& n, const std::vector<double>& median) {
  std::vector<std::pair<double, double>> points;
  double mean_x = 0, mean_y = 0;
  for (std::size_t i = 0; i < n.size(); ++i) {
    if (!(median[i] > 0) || std::isinf(median[i])) continue;
    points.emplace_back(std::log(n[i]), std::log(median[i]));
    mean_x += points.back().first;
    mean_y += points.back().second;
  }
  if (points.size() < 2) return nan;
  mean_x /= static_cast<double>(points.size());
  mean_y /= static_cast<double>(points.size());
  double xx = 0, xy = 0;
  for (const auto& [x, y] : points) {
    xx += (x - mean_x) * (x - mean_x);
    xy += (x - mean_x) * (y - mean_y);
  }
  return xy / xx;
}

std::vector<MedianRow> median_rows(const Results& results) {
  const Config& config = results.config;
  std::vector<MedianRow> rows;
  for (std::size_t k = 0; k < config.classifiers.size(); ++k) {
    for (std::size_t h = 0; h < config.channels.size(); ++h) {
      for (std::size_t b = 0; b < config.bit_depth.size(); ++b) {
        for (std::size_t p = 0; p < config.p.size(); ++p) {
          rows.push_back(row_at(results, k, h, b, p));
        }
      }
    }
  }
  return rows;
}

}  // namespace brink
