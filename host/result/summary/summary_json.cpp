// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <vector>

#include "host/result/distances.hpp"
#include "host/result/file/names.hpp"
#include "host/result/summary/json.hpp"
#include "host/result/summary/summary.hpp"
#include "host/result/tables/medians.hpp"
#include "host/result/tables/tables.hpp"
#include "host/result/tables/tail.hpp"

namespace brink {
namespace {

/// What a summary tells of the run, and its rows.
std::string summary_of(const Results& results, const std::vector<std::string>& rows) {
  const Config& config = results.config;
  return json::object({{"seed", json::integer(config.seed)},
                       {"sampler", json::text(sampler_name(config.sampler))},
                       {"confidence", json::real(config.confidence)},
                       {"device", json::text(results.provenance.device)},
                       {"rows", json::list(rows)}});
}

class SummaryJson {
 public:
  explicit SummaryJson(const Results& results)
      : results_(results), config_(results.config), tables_(make_tables(results)) {}

  std::string text() const {
    std::vector<std::string> rows;
    for (const MedianRow& row : median_rows(results_)) rows.push_back(row_object(row));
    return summary_of(results_, rows);
  }

 private:
  std::string row_object(const MedianRow& row) const {
    const ClassifierConfig& classifier = config_.classifiers[row.classifier];
    std::vector<std::string> cells;
    for (std::size_t i = 0; i < config_.n.size(); ++i) cells.push_back(cell_object(row, i));
    return json::object({{"classifier", json::text(classifier.name)},
                         {"type", json::text(classifier.type)},
                         {"channels", json::integer(config_.channels[row.channels])},
                         {"bit_depth", json::integer(config_.bit_depth[row.bit_depth])},
                         {"p", json::real(config_.p[row.p])},
                         {"exponent", json::real(row.exponent)},
                         {"theory_exponent", json::real(theory_exponent(config_.p[row.p]))},
                         {"bracketed", row.bracketed ? "true" : "false"},
                         {"cells", json::list(cells)}});
  }

  std::string cell_object(const MedianRow& row, std::size_t n) const {
    const std::size_t cell = results_.cell_index(row.classifier, row.channels, n, row.bit_depth);
    const auto count = [&](const std::vector<std::uint64_t>& counts) {
      return counts[cell] == missing_count ? "null" : json::integer(counts[cell]);
    };
    return json::object({{"n", json::integer(config_.n[n])},
                         {"samples", count(tables_.samples)},
                         {"in_class", count(tables_.in_class)},
                         {"coverage", json::real(tables_.coverage.value[cell])},
                         {"median", json::real(row.median[n])},
                         {"median_lower", json::real(row.median_lower[n])},
                         {"bracket_ratio", json::real(bracket_ratio(row, n))},
                         {"moved", moved_list(row, n, cell)}});
  }

  std::string moved_list(const MedianRow& row, std::size_t n, std::size_t cell) const {
    const std::size_t radii = config_.radius.size();
    const std::size_t first = (cell * config_.p.size() + row.p) * radii;
    const std::size_t first_radius = (n * config_.p.size() + row.p) * radii;
    std::vector<std::string> moved;
    for (std::size_t i = 0; i < radii; ++i) {
      const Share& share = tables_.moved_fraction;
      moved.push_back(json::object({{"radius", json::real(tables_.radius[first_radius + i])},
                                    {"fraction", json::real(share.value[first + i])},
                                    {"lower", json::real(share.lower[first + i])},
                                    {"upper", json::real(share.upper[first + i])}}));
    }
    return json::list(moved);
  }

  const Results& results_;
  const Config& config_;
  Tables tables_;
};

/// The same of a run of the sampler `tilted`.
class TailJson {
 public:
  explicit TailJson(const Results& results) : results_(results), config_(results.config) {}

  std::string text() const {
    std::vector<std::string> rows;
    for (const std::size_t first : first_strata(config_)) {
      if (!tail_begun(results_, first)) continue;
      const Tail tail(results_, first);
      for (std::size_t p = 0; p < config_.p.size(); ++p) rows.push_back(row(tail, first, p));
    }
    return summary_of(results_, rows);
  }

 private:
  std::string row(const Tail& tail, std::size_t first, std::size_t p) const {
    const ClassifierConfig& classifier = cell_classifier(config_, first);
    const Shape shape = cell_shape(config_, first);
    std::vector<std::string> robust, distances;
    for (const double value : config_.radius) {
      const double radius = radius_at(config_, value, config_.p[p], shape.n);
      const TailShare share = tail.beyond(p, radius, config_.confidence);
      robust.push_back(json::object({{"radius", json::real(radius)},
                                     {"fraction", json::real(share.value)},
                                     {"error", json::real(share.error)},
                                     {"lower", json::real(share.interval.lower)},
                                     {"upper", json::real(share.interval.upper)}}));
    }
    for (const double share : tail_shares(config_)) {
      const Tail::Distance distance = tail.distance(p, share, config_.confidence);
      distances.push_back(json::object({{"share", json::real(share)},
                                        {"distance", json::real(distance.value)},
                                        {"lower", json::real(distance.lower)},
                                        {"upper", json::real(distance.upper)}}));
    }
    return json::object({{"classifier", json::text(classifier.class_name())},
                         {"type", json::text(classifier.type)},
                         {"channels", json::integer(shape.h)},
                         {"n", json::integer(shape.n)},
                         {"bit_depth", json::integer(shape.b)},
                         {"p", json::real(config_.p[p])},
                         {"robust", json::list(robust)},
                         {"tail", json::list(distances)}});
  }

  const Results& results_;
  const Config& config_;
};

}  // namespace

std::string summary_json(const Results& results) {
  return results.config.tilted() ? TailJson(results).text() : SummaryJson(results).text();
}

}  // namespace brink
