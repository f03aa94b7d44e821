// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "host/result/distances.hpp"
#include "host/result/file/names.hpp"
#include "host/result/summary/summary.hpp"
#include "host/result/summary/text_table.hpp"
#include "host/result/tables/medians.hpp"
#include "host/result/tables/tail.hpp"

namespace brink {
namespace {

/// Terminals of this width are common. At 80 columns usual sweeps would lose a column.
constexpr std::size_t most_columns = 100;

std::string median_text(const MedianRow& row, std::size_t n) {
  if (std::isnan(row.median[n])) return "-";
  const bool bracket = row.median_lower[n] < row.median[n];
  return fmt::format("{}{:.4g}", bracket ? "<" : "", row.median[n]);
}

std::string exponent_text(double exponent) {
  return std::isnan(exponent) ? "-" : fmt::format("{:.3f}", exponent);
}

bool has_bracket(const MedianRow& row) {
  for (std::size_t n = 0; n < row.median.size(); ++n) {
    if (row.median_lower[n] < row.median[n]) return true;
  }
  return false;
}

/// The widest of a row's brackets.
std::string width_text(const MedianRow& row) {
  double widest = 1;
  for (std::size_t n = 0; n < row.median.size(); ++n) {
    widest = std::max(widest, bracket_ratio(row, n));  // max keeps `widest` beside a NaN
  }
  return widest > 1 ? fmt::format("{:.3g}x", widest) : "exact";
}

class SummaryTable {
 public:
  explicit SummaryTable(const Results& results)
      : config_(results.config), rows_(median_rows(results)) {}

  std::string text() const {
    std::string text =
        "Median distance out of the class, in intensity (p = 0: in pixels), "
        "and its growth as n^exponent\n";
    for (std::size_t k = 0; k < config_.classifiers.size(); ++k) {
      text += fmt::format("\n{} ({})\n", config_.classifiers[k].name, config_.classifiers[k].type);
      text += block(k);
    }
    return text + notes();
  }

 private:
  /// The columns before those of n.
  std::vector<std::string> labels() const {
    if (config_.channels.size() > 1) return {"h", "b", "p"};
    return {"b", "p"};
  }

  std::string block(std::size_t classifier) const {
    std::vector<std::string> header = labels();
    const std::size_t first_n = header.size();
    for (const std::uint32_t n : config_.n) header.push_back(fmt::format("n={}", n));
    header.insert(header.end(), {"exponent", "theory"});
    const auto here = [&](const MedianRow& row) { return row.classifier == classifier; };
    const bool bracketed = std::any_of(rows_.begin(), rows_.end(), [&](const MedianRow& row) {
      return here(row) && has_bracket(row);
    });
    if (bracketed) header.push_back("width");
    TextTable table(std::move(header));
    for (const MedianRow& row : rows_) {
      if (!here(row)) continue;
      std::vector<std::string> cells = line(row);
      if (bracketed) cells.push_back(width_text(row));
      table.add(std::move(cells));
    }
    std::vector<std::uint32_t> shown = config_.n;
    while (table.width() > most_columns && shown.size() > 2) {
      const std::size_t middle = shown.size() / 2;
      table.drop(first_n + middle);
      shown.erase(shown.begin() + static_cast<std::ptrdiff_t>(middle));
    }
    std::string text = table.text();
    if (shown.size() < config_.n.size()) {
      text += fmt::format("  ({} of {} values of n shown; --json and the file hold all)\n",
                          shown.size(), config_.n.size());
    }
    return text;
  }

  std::vector<std::string> line(const MedianRow& row) const {
    std::vector<std::string> cells;
    if (config_.channels.size() > 1) {
      cells.push_back(std::to_string(config_.channels[row.channels]));
    }
    cells.push_back(std::to_string(config_.bit_depth[row.bit_depth]));
    cells.push_back(p_text(config_.p[row.p]));
    for (std::size_t i = 0; i < row.median.size(); ++i) cells.push_back(median_text(row, i));
    cells.push_back(exponent_text(row.exponent));
    cells.push_back(exponent_text(theory_exponent(config_.p[row.p])));
    return cells;
  }

  std::string notes() const {
    std::string text =
        "\nb: bit depth; p: of the norm; theory: 1/max(p,1), the largest exponent "
        "that a class can keep up\n";
    const auto has_missing = [](const MedianRow& row) {
      return std::any_of(row.median.begin(), row.median.end(),
                         [](double median) { return std::isnan(median); });
    };
    if (std::any_of(rows_.begin(), rows_.end(), has_bracket)) {
      text +=
          "<: the distance is only bracketed; this is its upper end\n"
          "width: the median's upper end over its lower one, the widest of the row\n";
    }
    if (std::any_of(rows_.begin(), rows_.end(), has_missing)) {
      text += "-: not computed, or no image in the class\n";
    }
    return text;
  }

  const Config& config_;
  std::vector<MedianRow> rows_;
};

/// The same of a run of the sampler `tilted`: how far the farthest shares of each class are.
std::string tail_table(const Results& results) {
  const Config& config = results.config;
  constexpr double shown[] = {1e-2, 1e-6, 1e-12};
  const std::vector<double> all = tail_shares(config);
  std::vector<double> shares;
  for (const double share : all) {
    if (share == all.back() ||
        std::find(std::begin(shown), std::end(shown), share) != std::end(shown)) {
      shares.push_back(share);
    }
  }
  std::string text =
      "Distance that a share of the class needs more than, in intensity (p = 0: in pixels)\n";
  const ClassifierConfig* named = nullptr;
  std::optional<TextTable> table;
  for (const std::size_t first : first_strata(config)) {
    const ClassifierConfig& classifier = cell_classifier(config, first);
    if (&classifier != std::exchange(named, &classifier)) {
      if (table) text += table->text();
      text += fmt::format("\n{} ({})\n", classifier.class_name(), classifier.type);
      std::vector<std::string> header = {"h", "n", "b", "p"};
      for (const double share : shares) header.push_back(fmt::format("{:g}", share));
      table.emplace(std::move(header));
    }
    if (!tail_begun(results, first)) continue;
    const Shape shape = cell_shape(config, first);
    const Tail tail(results, first);
    for (std::size_t p = 0; p < config.p.size(); ++p) {
      std::vector<std::string> line = {std::to_string(shape.h), std::to_string(shape.n),
                                       std::to_string(shape.b), p_text(config.p[p])};
      for (const double share : shares) {
        const double distance = tail.distance(p, share, config.confidence).value;
        line.push_back(std::isnan(distance) ? "-" : fmt::format("{:.4g}", distance));
      }
      table->add(std::move(line));
    }
  }
  return text + (table ? table->text() : "") +
         "\nh: channels; b: bit depth; p: of the norm; intervals and robust fractions: in the "
         "file\n";
}

}  // namespace

std::string summary_table(const Results& results) {
  return results.config.tilted() ? tail_table(results) : SummaryTable(results).text();
}

}  // namespace brink
