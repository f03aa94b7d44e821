// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "host/report/prediction.hpp"
#include "host/report/verdict.hpp"
#include "host/result/distances.hpp"
#include "host/theory/intervals.hpp"
#include "host/theory/level_sums.hpp"

namespace brink {
namespace {

/// Of each class all but this share must be out within the bound.
constexpr double left_over = 0.05;

class ColumnsJudge {
 public:
  explicit ColumnsJudge(const Evidence& evidence) : evidence_(evidence) {}

  ColumnsVerdict judge() {
    const auto zero = index_of(0), two = index_of(2);
    if (zero) add_rows(*zero, verdict_.columns);
    if (two) add_rows(*two, verdict_.diameters);
    conclude(zero.has_value());
    return std::move(verdict_);
  }

 private:
  std::optional<std::size_t> index_of(double p) const {
    const auto found = std::find(evidence_.p.begin(), evidence_.p.end(), p);
    if (found == evidence_.p.end()) return std::nullopt;
    return static_cast<std::size_t>(found - evidence_.p.begin());
  }

  /// n pixels are a column; the image diameter in d_2 is sqrt(N).
  static double unit(const Shape& shape, double p) {
    return p == 0 ? shape.n : std::sqrt(static_cast<double>(shape.pixels()));
  }

  void add_rows(std::size_t p, std::vector<ColumnsVerdict::Row>& rows) {
    for (std::size_t h = 0; h < evidence_.channels.size(); ++h) {
      for (std::size_t b = 0; b < evidence_.bit_depth.size(); ++b) {
        std::optional<ColumnsVerdict::Row> shown;
        for (std::size_t n = 0; n < evidence_.n.size(); ++n) {
          for (std::size_t k = 0; k < evidence_.names.size(); ++k) {
            const EvidenceCell& cell = evidence_.cell(k, h, n, b);
            if (!cell.done || cell.in_class == 0) continue;
            const ColumnsVerdict::Row row = row_of(cell, {k, h, n, b, p});
            const std::uint32_t before = shown ? evidence_.n[shown->place.n] : 0;
            if (cell.shape.n > before ||
                (cell.shape.n == before && row.distance.value > shown->distance.value)) {
              shown = row;
            }
          }
        }
        if (shown) rows.push_back(*shown);
      }
    }
  }

  ColumnsVerdict::Row row_of(const EvidenceCell& cell, const Place& place) {
    const double p = evidence_.p[place.p];
    const double length = unit(cell.shape, p);
    const CostTallies& tallies = cell.tallies[place.p];
    const Measured distance =
        estimate_quantile(tallies.upper, p, cell.shape, 1 - left_over, evidence_.exhaustive)
            .distance;
    const double radius =
        radius_to_leave(MovedFractionBound(cell.shape, cell.coverage,
                                           sums_.at(cell.shape.pixels(), cell.shape.levels())),
                        cell.shape, p, left_over);
    ++cells_;
    const Tally& least = tallies.lower ? *tallies.lower : tallies.upper;
    if (violates(cell, Distances(least, p, cell.shape).within(radius))) ++verdict_.violations;
    return {place,
            {distance.value / length, distance.lower / length, distance.upper / length},
            radius / length};
  }

  /// More than the share stays, beyond chance at the rate of one file in a million.
  bool violates(const EvidenceCell& cell, std::uint64_t moved) const {
    const std::uint64_t stayed = cell.in_class - moved;
    if (evidence_.exhaustive) {
      return static_cast<double>(stayed) >
             left_over * static_cast<double>(cell.in_class) * (1 + 1e-9);
    }
    const auto all = static_cast<double>(2 * evidence_.cells.size());
    const Interval stays =
        evidence_.sequence
            ? (*evidence_.sequence)(stayed, cell.in_class, 1 - contradiction_rate / all)
            : clopper_pearson(stayed, cell.in_class, 1 - 2 * contradiction_rate / all);
    return stays.lower > left_over;
  }

  void conclude(bool has_zero) {
    if (!has_zero || verdict_.columns.empty()) {
      verdict_.reason = "needs p = 0 and at least one finished cell with images in its class";
      return;
    }
    verdict_.status = verdict_.violations == 0 ? Status::holds : Status::contradicted;
    verdict_.reason = fmt::format(
        "{} of {} cells keep more than 5 % beyond the columns, or the share of the diameter, of "
        "the bound",
        verdict_.violations, cells_);
  }

  const Evidence& evidence_;
  LevelSums sums_;
  std::size_t cells_ = 0;
  ColumnsVerdict verdict_;
};

}  // namespace

ColumnsVerdict judge_columns(const Evidence& evidence) { return ColumnsJudge(evidence).judge(); }

}  // namespace brink
