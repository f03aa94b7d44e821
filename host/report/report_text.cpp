// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cmath>
#include <string>
#include <vector>

#include "host/report/report.hpp"
#include "host/result/distances.hpp"
#include "host/result/file/names.hpp"
#include "host/result/summary/text_table.hpp"

namespace brink {
namespace {

std::string number(double value) {
  if (std::isnan(value)) return "-";
  return std::isinf(value) ? "inf" : fmt::format("{:.4g}", value);
}

std::string interval(const Measured& measured) {
  if (std::isnan(measured.value)) return "-";
  return fmt::format("[{}, {}]", number(measured.lower), number(measured.upper));
}

std::string exponent_text(const RateVerdict::Exponent& fit) {
  constexpr double last_digit = 1e-3;
  const bool rounds_to_zero = std::abs(fit.exponent) < last_digit / 2;  // not "-0.000"
  return fmt::format("{:.3f}+-{:.3f}", rounds_to_zero ? 0.0 : fit.exponent, fit.half_width);
}

class Text {
 public:
  Text(const Evidence& evidence, const Report& report) : evidence_(evidence), report_(report) {}

  std::string text() {
    headline(report_.bound);
    bound();
    headline(report_.rate);
    rate();
    headline(report_.bit_depth);
    bit_depth();
    headline(report_.columns);
    columns();
    return text_ + "\nIntervals are at 95 %. docs/theory.md derives bounds and predictions.\n";
  }

 private:
  void headline(const auto& verdict) {
    text_ += fmt::format("{}{}  {}: {}\n    {}\n", text_.empty() ? "" : "\n", verdict.claim.name,
                         status_name(verdict.status), verdict.claim.text, verdict.reason);
  }

  bool several_channels() const { return evidence_.channels.size() > 1; }

  /// The header's or a row's first columns; h only where there are several.
  std::vector<std::string> header(std::vector<std::string> columns) const {
    if (several_channels()) columns.insert(columns.begin(), "h");
    return columns;
  }
  std::vector<std::string> row(std::size_t h, std::vector<std::string> columns) const {
    if (several_channels()) columns.insert(columns.begin(), std::to_string(evidence_.channels[h]));
    return columns;
  }

  std::string b_text(std::size_t b) const { return std::to_string(evidence_.bit_depth[b]); }
  std::string n_text(std::size_t n) const { return std::to_string(evidence_.n[n]); }

  void bound() {
    const BoundVerdict& verdict = report_.bound;
    if (verdict.comparisons == 0) return;
    if (!verdict.tails.empty()) {
      tails();
      return;
    }
    const auto& least = verdict.tightest;
    text_ += fmt::format(
        "    tightest: {} at n={} b={} p={} r={}: moved {} {}, bound {} (probability {:.2g} if "
        "attained)\n    least moved fraction of all classes and n at c = 1:\n",
        evidence_.names[least.place.classifier], n_text(least.place.n), b_text(least.place.b),
        p_text(evidence_.p[least.place.p]), number(least.radius), number(least.moved.value),
        interval(least.moved), number(least.bound), least.probability);
    TextTable table(header({"b", "p", "moved", "interval", "bound", "n", "class"}));
    for (const auto& at : verdict.unit_scale) {
      table.add(row(at.place.h, {b_text(at.place.b), p_text(evidence_.p[at.place.p]),
                                 number(at.moved.value), interval(at.moved), number(at.bound),
                                 n_text(at.place.n), evidence_.names[at.place.classifier]}));
    }
    text_ += table.text();
  }

  void tails() {
    TextTable table(header({"class", "n", "b", "p", "c", "share", "interval", "bound"}));
    for (const EvidenceTail& tail : report_.bound.tails) {
      table.add(row(
          tail.h, {evidence_.names[tail.classifier], n_text(tail.n), b_text(tail.b),
                   p_text(evidence_.p[tail.p]), fmt::format("{:g}", tail.scale), number(tail.share),
                   interval({tail.share, tail.lower, tail.upper}), number(tail.bound)}));
    }
    text_ += "    share of the class that needs more than c n^(1/max(p,1)):\n" + table.text();
  }

  void rate() {
    const RateVerdict& verdict = report_.rate;
    if (verdict.status == Status::not_testable) return;
    std::vector<std::string> columns = {"class", "b"}, theory = {"1/max(p,1)", ""};
    for (const double p : evidence_.p) {
      columns.push_back("p=" + p_text(p));
      theory.push_back(fmt::format("{:.3f}", theory_exponent(p)));
    }
    TextTable table(header(std::move(columns)));
    table.add(several_channels() ? [&] { theory.insert(theory.begin(), ""); return theory; }()
                                 : theory);
    for (std::size_t k = 0; k < evidence_.names.size(); ++k) add_exponents(k, table);
    text_ += "    exponent of n in the median distance, weighted least squares:\n" + table.text();
    TextTable robust(
        header({"b", "p", "median", "interval", "bound", "ratio", "n", "most robust"}));
    for (const auto& best : verdict.most_robust) {
      robust.add(row(best.place.h, {b_text(best.place.b), p_text(evidence_.p[best.place.p]),
                                    number(best.median.value), interval(best.median),
                                    number(best.bound), number(best.median.value / best.bound),
                                    n_text(best.place.n), evidence_.names[best.place.classifier]}));
    }
    text_ += "    median distance of the most robust class, bound on that of every class:\n" +
             robust.text();
  }

  /// One line per h and b of a class; exponents come in the order h, b, p, class.
  void add_exponents(std::size_t k, TextTable& table) {
    std::vector<std::string> line;
    for (const auto& fit : report_.rate.exponents) {
      if (fit.place.classifier != k) continue;
      if (fit.place.p == 0) {
        line = row(fit.place.h, {evidence_.names[k], b_text(fit.place.b)});
      }
      line.push_back(std::isnan(fit.exponent) ? "-" : exponent_text(fit));
      if (fit.place.p + 1 == evidence_.p.size()) table.add(line);
    }
  }

  void bit_depth() {
    const BitDepthVerdict& verdict = report_.bit_depth;
    if (verdict.steps.empty()) return;
    TextTable table(header({"p", "bits", "brightness", "interval", "predicted", "most robust",
                            "interval", "bound", "to"}));
    for (const auto& step : verdict.steps) {
      table.add(row(step.h,
                    {p_text(evidence_.p[step.p]), b_text(step.from) + " to " + b_text(step.to),
                     number(step.brightness.value), interval(step.brightness),
                     number(step.prediction), number(step.most_robust.value),
                     interval(step.most_robust), number(step.bound_from), number(step.bound_to)}));
    }
    text_ +=
        "    factor of the median distance per added bit; bound on the median of every class, "
        "before and after:\n" +
        table.text();
  }

  void columns() {
    const ColumnsVerdict& verdict = report_.columns;
    if (!verdict.columns.empty()) {
      text_ += "    95 % of the most robust class is out within this many columns, d_0/n:\n" +
               rows(verdict.columns);
    }
    if (!verdict.diameters.empty()) {
      text_ += "    and within this share of the image diameter, d_2/sqrt(N):\n" +
               rows(verdict.diameters);
    }
  }

  std::string rows(const std::vector<ColumnsVerdict::Row>& list) const {
    TextTable table(header({"b", "needed", "interval", "bound", "n", "class"}));
    for (const auto& at : list) {
      table.add(row(at.place.h,
                    {b_text(at.place.b), number(at.distance.value), interval(at.distance),
                     number(at.bound), n_text(at.place.n), evidence_.names[at.place.classifier]}));
    }
    return table.text();
  }

  const Evidence& evidence_;
  const Report& report_;
  std::string text_;
};

}  // namespace

std::string report_text(const Evidence& evidence, const Report& report) {
  return Text(evidence, report).text();
}

}  // namespace brink
