// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <tuple>

#include "host/report/prediction.hpp"
#include "host/report/verdict.hpp"
#include "host/result/distances.hpp"

namespace brink {
namespace {

/// All but this share of each class must be out within the bound.
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

  /// A column has n pixels. The diameter of the space in d_2 is sqrt(N).
  static double unit(const Shape& shape, double p) {
    return p == 0 ? shape.n : std::sqrt(static_cast<double>(shape.pixels()));
  }

  void add_rows(std::size_t p, std::vector<ColumnsVerdict::Row>& rows) {
    for (std::size_t h = 0; h < evidence_.channels.size(); ++h) {
      for (std::size_t b = 0; b < evidence_.bit_depth.size(); ++b) {
        std::optional<std::size_t> largest;
        for (std::size_t n = 0; n < evidence_.n.size(); ++n) {
          for (std::size_t k = 0; k < evidence_.names.size(); ++k) {
            if (!has_images(evidence_.cell(k, h, n, b))) continue;
            judge({k, h, n, b, p});
            if (!largest || evidence_.n[n] > evidence_.n[*largest]) largest = n;
          }
        }
        if (largest) rows.push_back(most_robust({0, h, *largest, b, p}));
      }
    }
  }

  static bool has_images(const EvidenceCell& cell) { return cell.done && cell.in_class > 0; }

  const EvidenceCell& cell_at(const Place& place) const {
    return evidence_.cell(place.classifier, place.h, place.n, place.b);
  }

  void judge(const Place& place) {
    const EvidenceCell& cell = cell_at(place);
    const Distances least(cell.tallies[place.p].least(), evidence_.p[place.p], cell.shape);
    ++cells_;
    if (violates(cell, least.within(radius_of(cell, place)))) ++verdict_.violations;
  }

  /// Of the classes at one shape and p.
  ColumnsVerdict::Row most_robust(Place place) {
    std::optional<ColumnsVerdict::Row> best;
    for (; place.classifier < evidence_.names.size(); ++place.classifier) {
      if (!has_images(cell_at(place))) continue;
      const ColumnsVerdict::Row row = row_of(cell_at(place), place);
      if (!best || row.distance.value > best->distance.value) best = row;
    }
    return *best;
  }

  ColumnsVerdict::Row row_of(const EvidenceCell& cell, const Place& place) {
    const double p = evidence_.p[place.p];
    const double length = unit(cell.shape, p);
    const Measured distance = estimate_quantile(cell.tallies[place.p].upper, p, cell.shape,
                                                1 - left_over, evidence_.exhaustive)
                                  .distance;
    return {place,
            {distance.value / length, distance.lower / length, distance.upper / length},
            radius_of(cell, place) / length};
  }

  /// At most `left_over` of the class stays beyond this radius. It depends only on shape, coverage
  /// and p, which many classes share.
  double radius_of(const EvidenceCell& cell, const Place& place) {
    const auto& [exact, least] = cell.coverage;
    const auto [entry, is_new] = known_.try_emplace(
        {place.h, place.n, place.b, place.p, exact.has_value(), exact.value_or(least)});
    if (is_new) {
      const MovedFractionBound bound(cell.shape, cell.coverage, evidence_.bounds->at(cell.shape));
      entry->second = radius_to_leave(bound, cell.shape, evidence_.p[place.p], left_over);
    }
    return entry->second;
  }

  /// Whether more than the share stays. Every cell may be judged twice, so the risk is halved.
  bool violates(const EvidenceCell& cell, std::uint64_t moved) const {
    const double risk = verdict_risk / static_cast<double>(2 * evidence_.cells.size());
    return certainly_more(cell.in_class - moved, cell.in_class, left_over, risk,
                          evidence_.exhaustive, evidence_.sequence);
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

  using Same = std::tuple<std::size_t, std::size_t, std::size_t, std::size_t, bool, double>;

  const Evidence& evidence_;
  std::map<Same, double> known_;  ///< by channels, n, bit depth, p, coverage
  std::size_t cells_ = 0;
  ColumnsVerdict verdict_;
};

}  // namespace

ColumnsVerdict judge_columns(const Evidence& evidence) { return ColumnsJudge(evidence).judge(); }

}  // namespace brink
