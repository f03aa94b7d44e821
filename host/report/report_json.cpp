// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <utility>
#include <vector>

#include "host/report/report.hpp"
#include "host/result/summary/json.hpp"

namespace brink {
namespace {

using Members = std::vector<std::pair<std::string, std::string>>;

class Json {
 public:
  Json(const Evidence& evidence, const Report& report) : evidence_(evidence), report_(report) {}

  std::string text() const {
    return json::object({{"contradicts", report_.contradicts() ? "true" : "false"},
                         {"confidence", json::real(report_confidence)},
                         {BoundVerdict::claim.name, bound()},
                         {RateVerdict::claim.name, rate()},
                         {BitDepthVerdict::claim.name, bit_depth()},
                         {ColumnsVerdict::claim.name, columns()},
                         {"text", json::text(report_text(evidence_, report_))}});
  }

 private:
  static Members verdict(const auto& verdict) {
    return {{"claim", json::text(verdict.claim.text)},
            {"verdict", json::text(status_name(verdict.status))},
            {"reason", json::text(verdict.reason)}};
  }

  static std::string measured(const Measured& value) {
    return json::object({{"value", json::real(value.value)},
                         {"lower", json::real(value.lower)},
                         {"upper", json::real(value.upper)}});
  }

  Members place(const Place& place, bool with_n = true) const {
    Members members = {{"classifier", json::text(evidence_.names[place.classifier])},
                       {"channels", json::integer(evidence_.channels[place.h])},
                       {"bit_depth", json::integer(evidence_.bit_depth[place.b])},
                       {"p", json::real(evidence_.p[place.p])}};
    if (with_n) members.emplace_back("n", json::integer(evidence_.n[place.n]));
    return members;
  }

  static std::string joined(Members first, const Members& second) {
    first.insert(first.end(), second.begin(), second.end());
    return json::object(first);
  }

  /// A list of what `make` makes of each item.
  template <class Item, class Make>
  static std::string each(const std::vector<Item>& items, Make make) {
    std::vector<std::string> texts;
    for (const Item& item : items) texts.push_back(make(item));
    return json::list(texts);
  }

  std::string bound() const {
    const BoundVerdict& s1 = report_.bound;
    const auto& least = s1.tightest;
    const std::string tightest =
        s1.comparisons == 0 || !s1.tails.empty()
            ? "null"
            : joined(place(least.place), {{"radius", json::real(least.radius)},
                                          {"moved", measured(least.moved)},
                                          {"bound", json::real(least.bound)},
                                          {"probability", json::real(least.probability)}});
    return joined(verdict(s1),
                  {{"cells", json::integer(s1.cells)},
                   {"comparisons", json::integer(s1.comparisons)},
                   {"violations", json::integer(s1.violations)},
                   {"tightest", tightest},
                   {"unit_scale", each(s1.unit_scale,
                                       [this](const auto& at) {
                                         return joined(place(at.place),
                                                       {{"radius", json::real(at.radius)},
                                                        {"moved", measured(at.moved)},
                                                        {"bound", json::real(at.bound)}});
                                       })},
                   {"tails", each(s1.tails, [this](const EvidenceTail& tail) {
                      return joined(place({tail.classifier, tail.h, tail.n, tail.b, tail.p}),
                                    {{"scale", json::real(tail.scale)},
                                     {"radius", json::real(tail.radius)},
                                     {"robust", measured({tail.share, tail.lower, tail.upper})},
                                     {"bound", json::real(tail.bound)}});
                    })}});
  }

  std::string rate() const {
    const auto exponent = [this](const RateVerdict::Exponent& fit) {
      return joined(place(fit.place, false),
                    {{"sizes", each(fit.n, [](std::uint32_t n) { return json::integer(n); })},
                     {"exponent", json::real(fit.exponent)},
                     {"lower", json::real(fit.exponent - fit.half_width)},
                     {"upper", json::real(fit.exponent + fit.half_width)},
                     {"theory", json::real(fit.theory)}});
    };
    const auto robust = [this](const RateVerdict::MostRobust& best) {
      return joined(place(best.place), {{"median", measured(best.median)},
                                        {"bound", json::real(best.bound)},
                                        {"ratio", json::real(best.median.value / best.bound)}});
    };
    return joined(verdict(report_.rate), {{"exponents", each(report_.rate.exponents, exponent)},
                                          {"most_robust", each(report_.rate.most_robust, robust)}});
  }

  std::string bit_depth() const {
    return joined(verdict(report_.bit_depth),
                  {{"n", json::integer(report_.bit_depth.n)},
                   {"violations", json::integer(report_.bit_depth.violations)},
                   {"steps", each(report_.bit_depth.steps, [this](const auto& step) {
                      return json::object({{"channels", json::integer(evidence_.channels[step.h])},
                                           {"p", json::real(evidence_.p[step.p])},
                                           {"from", json::integer(evidence_.bit_depth[step.from])},
                                           {"to", json::integer(evidence_.bit_depth[step.to])},
                                           {"brightness", measured(step.brightness)},
                                           {"prediction", json::real(step.prediction)},
                                           {"most_robust", measured(step.most_robust)},
                                           {"bound_from", json::real(step.bound_from)},
                                           {"bound_to", json::real(step.bound_to)}});
                    })}});
  }

  std::string columns() const {
    const auto row = [this](const ColumnsVerdict::Row& at) {
      return joined(place(at.place), {{"quantile", json::real(0.95)},
                                      {"needed", measured(at.distance)},
                                      {"bound", json::real(at.bound)}});
    };
    return joined(verdict(report_.columns),
                  {{"violations", json::integer(report_.columns.violations)},
                   {"columns", each(report_.columns.columns, row)},
                   {"diameters", each(report_.columns.diameters, row)}});
  }

  const Evidence& evidence_;
  const Report& report_;
};

}  // namespace

std::string report_json(const Evidence& evidence, const Report& report) {
  return Json(evidence, report).text();
}

}  // namespace brink
