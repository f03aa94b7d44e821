// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/report/verdict.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "host/report/report.hpp"
#include "tests/report/synthetic.hpp"

namespace brink {
namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
using synthetic::evidence_of;
using synthetic::like_brightness;
using synthetic::sweep;

const std::vector<double> all_p = {0, 1, 2, inf};

/// Costs `factor` times those of brightness.
synthetic::Cost scaled(double factor) {
  return [factor](const Shape& shape, double p, double share) {
    const auto cost = static_cast<double>(like_brightness(shape, p, share));
    return static_cast<std::uint64_t>(std::ceil(std::isinf(p) ? cost : factor * cost));
  };
}

TEST(Verdicts, HoldForAClassAtTheBound) {
  const Evidence evidence = evidence_of(sweep({64, 256, 1024}, {1}, all_p, {like_brightness}));
  const Report report = make_report(evidence);
  EXPECT_EQ(report.bound.status, Status::holds) << report.bound.reason;
  EXPECT_EQ(report.bound.violations, 0u);
  EXPECT_GT(report.bound.comparisons, 15u);
  EXPECT_EQ(report.bound.cells, 3u);
  EXPECT_EQ(report.rate.status, Status::holds) << report.rate.reason;
  EXPECT_EQ(report.columns.status, Status::holds) << report.columns.reason;
  EXPECT_EQ(report.bit_depth.status, Status::not_testable);
  EXPECT_FALSE(report.contradicts());
  for (const auto& fit : report.rate.exponents) {
    EXPECT_NEAR(fit.exponent, fit.theory, 0.02);
    EXPECT_LE(std::abs(fit.exponent - fit.theory), fit.half_width + 0.01);
  }
  for (const auto& best : report.rate.most_robust)
    EXPECT_NEAR(best.median.value / best.bound, 1, 0.02);
}

TEST(BoundVerdict, OfTailsIsContradictedByCertainEndsAlone) {
  Evidence evidence;
  evidence.tilted = true;
  EXPECT_EQ(make_report(evidence).bound.status, Status::not_testable);
  EvidenceTail tail;
  tail.bound = 1;  // nothing is claimed
  tail.share = tail.certain = 1;
  evidence.tails = {tail};
  EXPECT_EQ(judge_tails(evidence).status, Status::not_testable);
  tail.bound = 1e-20;
  tail.share = 1.2e-20;   // an estimate may be above the bound
  tail.lower = 1.01e-20;  // and so may one of many lower ends at 95 %
  tail.certain = 1e-20;
  evidence.tails.push_back(tail);
  EXPECT_EQ(judge_tails(evidence).status, Status::holds);
  EXPECT_EQ(judge_tails(evidence).comparisons, 1u);
  evidence.tails.back().certain = 1.001e-20;
  EXPECT_EQ(judge_tails(evidence).violations, 1u);
  const Report report = make_report(evidence);
  EXPECT_TRUE(report.contradicts());
  EXPECT_EQ(report.rate.status, Status::not_testable);
}

TEST(BoundVerdict, IsContradictedByAClassThatIsTooRobust) {
  const Evidence evidence = evidence_of(sweep({64}, {1}, {1}, {like_brightness, scaled(1.3)}));
  const BoundVerdict verdict = judge_bound(evidence);
  EXPECT_EQ(verdict.status, Status::contradicted);
  EXPECT_GE(verdict.violations, 2u);
  EXPECT_EQ(verdict.tightest.place.classifier, 1u);
  EXPECT_LT(verdict.tightest.probability, 1e-9);
  EXPECT_LT(verdict.tightest.moved.upper, verdict.tightest.bound);
  EXPECT_TRUE(make_report(evidence).contradicts());
}

/// One image of 2000 stays where the bound allows only a share of 1e-15 to stay.
TEST(BoundVerdict, SeesOneImageInTheFarTail) {
  Results results = sweep({64}, {1}, {1}, {like_brightness});
  results.config.radius = {4};
  EXPECT_EQ(judge_bound(evidence_of(results)).status, Status::holds);
  results.cells[0].tallies.change(0, [](CostTallies& tallies) {
    --tallies.upper.count.back();
    tallies.upper.cost.push_back(400);
    tallies.upper.count.push_back(1);
  });
  EXPECT_EQ(judge_bound(evidence_of(results)).status, Status::contradicted);
}

TEST(BoundVerdict, GivesTheLeastMovedFractionAtUnitScale) {
  const Evidence evidence = evidence_of(sweep({64}, {1}, {1}, {like_brightness, scaled(1.02)}));
  const BoundVerdict verdict = judge_bound(evidence);
  ASSERT_EQ(verdict.unit_scale.size(), 1u);
  const auto& at = verdict.unit_scale[0];
  EXPECT_EQ(at.place.classifier, 1u);
  EXPECT_EQ(at.radius, 64);
  EXPECT_NEAR(at.moved.value, std::erf(2 / 1.02 / std::sqrt(2.0)), 0.004);
  EXPECT_NEAR(at.bound, std::erf(std::sqrt(2.0)), 0.01);  // 2 standard deviations, 65 of 64 pixels
}

TEST(RateVerdict, CallsSlowGrowthOfOtherClassesNotShown) {
  const auto flat = [](const Shape&, double, double share) {
    return static_cast<std::uint64_t>(20 + 10 * share);
  };
  const Evidence slow = evidence_of(sweep({16, 64, 256}, {1}, {1}, {flat}, "dictator"));
  EXPECT_EQ(judge_rate(slow).status, Status::not_shown);
  // Brightness cannot have such costs.
  const Evidence wrong = evidence_of(sweep({16, 64, 256}, {1}, {1}, {flat}));
  EXPECT_EQ(judge_rate(wrong).status, Status::contradicted);
}

/// Even spread below n = q/2 keeps d_2 flat; that contradicts nothing.
TEST(RateVerdict, LeavesOutSizesFarFromTheLimit) {
  const auto steps = [](const Shape& shape, double, double share) {
    return static_cast<std::uint64_t>(1 + static_cast<double>(shape.pixels()) * (1 + share));
  };
  const Evidence evidence = evidence_of(sweep({16, 32, 64}, {8}, {2}, {steps}));
  const RateVerdict verdict = judge_rate(evidence);
  EXPECT_EQ(verdict.status, Status::not_testable);
  EXPECT_NE(verdict.reason.find("needs at least two finished sizes"), std::string::npos);
  ASSERT_EQ(verdict.exponents.size(), 1u);
  EXPECT_TRUE(std::isnan(verdict.exponents[0].exponent));
}

TEST(BitDepthVerdict, ComparesTheFactorWithItsPrediction) {
  // d_1 falls by exactly 0.8 a bit here: costs in steps of 1/(q-1).
  const auto falling = [](const Shape& shape, double, double share) {
    return static_cast<std::uint64_t>(std::pow(0.8, shape.b) * shape.top_level() *
                                      (1000 + 100 * share));
  };
  const Evidence evidence = evidence_of(sweep({4096}, {1, 3, 4}, {1}, {falling}));
  const BitDepthVerdict verdict = judge_bit_depth(evidence);
  EXPECT_EQ(verdict.status, Status::holds);
  EXPECT_EQ(verdict.n, 4096u);
  ASSERT_EQ(verdict.steps.size(), 2u);
  for (const auto& step : verdict.steps) {
    EXPECT_NEAR(step.brightness.value, 0.8, 2e-3);
    EXPECT_LT(step.brightness.lower, 0.8);
    EXPECT_GT(step.brightness.upper, 0.8);
  }
  // sqrt((q+1)/(3(q-1))) from 1 bit to 3, per bit.
  EXPECT_NEAR(verdict.steps[0].prediction, std::pow(9.0 / 21, 0.25), 0.01);
}

/// A class may gain with more bits, as long as no class at fewer bits is bound to less.
TEST(BitDepthVerdict, IsNotContradictedByOneClassThatGains) {
  const auto rising = [](const Shape& shape, double, double share) {
    return static_cast<std::uint64_t>(shape.top_level() * (5 + shape.b * 3 + share));
  };
  const BitDepthVerdict verdict = judge_bit_depth(evidence_of(sweep({64}, {1, 2}, {1}, {rising})));
  EXPECT_EQ(verdict.status, Status::holds) << verdict.reason;
  ASSERT_EQ(verdict.steps.size(), 1u);
  EXPECT_GT(verdict.steps[0].most_robust.lower, 1.2);
  EXPECT_NEAR(verdict.steps[0].bound_from, 0.6745 / 2 * 64, 1);
  EXPECT_LT(verdict.steps[0].bound_to, verdict.steps[0].bound_from);
}

TEST(BitDepthVerdict, IsContradictedAboveTheBoundAtFewerBits) {
  const auto beyond = [](const Shape& shape, double, double share) {
    return static_cast<std::uint64_t>(shape.top_level() * (shape.b * 12 + share));
  };
  for (const double p : {0.0, 1.0}) {
    const BitDepthVerdict verdict =
        judge_bit_depth(evidence_of(sweep({64}, {1, 2}, {p}, {beyond})));
    EXPECT_EQ(verdict.status, Status::contradicted) << verdict.reason;
    EXPECT_EQ(verdict.violations, 1u);
  }
}

TEST(ColumnsVerdict, CountsColumnsAndDiameters) {
  const Evidence evidence = evidence_of(sweep({64}, {1}, {0, 2}, {like_brightness}));
  const ColumnsVerdict verdict = judge_columns(evidence);
  EXPECT_EQ(verdict.status, Status::holds);
  ASSERT_EQ(verdict.columns.size(), 1u);
  EXPECT_NEAR(verdict.columns[0].distance.value, 1.96 / 2, 0.01);
  EXPECT_NEAR(verdict.columns[0].bound, 1.96 / 2, 0.03);
  ASSERT_EQ(verdict.diameters.size(), 1u);
  EXPECT_NEAR(verdict.diameters[0].distance.value, std::sqrt(1.96 / 2 * 64) / 64, 0.002);
  EXPECT_EQ(judge_columns(evidence_of(sweep({64}, {1}, {0}, {scaled(1.5)}))).status,
            Status::contradicted);
  EXPECT_EQ(judge_columns(evidence_of(sweep({64}, {1}, {1}, {like_brightness}))).status,
            Status::not_testable);
}

TEST(Verdicts, OfAFileWithoutAnyCellAreNotTestable) {
  Results results = sweep({16, 32}, {1, 2}, all_p, {like_brightness});
  for (CellResult& cell : results.cells) cell = {};
  const Evidence evidence = evidence_of(results);
  const Report report = make_report(evidence);
  for (const Verdict* verdict :
       {static_cast<const Verdict*>(&report.bound), static_cast<const Verdict*>(&report.rate),
        static_cast<const Verdict*>(&report.bit_depth),
        static_cast<const Verdict*>(&report.columns)}) {
    EXPECT_EQ(verdict->status, Status::not_testable);
    EXPECT_EQ(verdict->reason.find("needs "), 0u) << verdict->reason;
  }
  EXPECT_NE(report_text(evidence, report).find("S4  not testable"), std::string::npos);
}

TEST(Verdicts, LeaveOutCellsThatAreNotDoneOrEmpty) {
  Results results = sweep({16, 32, 64, 128}, {1}, all_p, {like_brightness});
  results.cells[1] = {};
  results.cells[2].in_class = 0;
  PackedTallies& tallies = results.cells[2].tallies;
  for (std::size_t p = 0; p < tallies.size(); ++p) tallies.set(p, {});
  const Report report = make_report(evidence_of(results));
  EXPECT_EQ(report.bound.cells, 2u);
  EXPECT_EQ(report.rate.exponents[0].n, (std::vector<std::uint32_t>{16, 128}));
  EXPECT_EQ(report.rate.status, Status::holds);
}

TEST(Report, TextsKeepEveryClaim) {
  const Evidence evidence = evidence_of(sweep({16, 64}, {1, 8}, all_p, {like_brightness}));
  const std::string text = report_text(evidence, make_report(evidence));
  for (const char* part : {"S1", "S2", "S3", "S4", "1/max(p,1)", "predicted", "d_0/n"}) {
    EXPECT_NE(text.find(part), std::string::npos) << part;
  }
  EXPECT_EQ(text.find("nan"), std::string::npos);
  const std::string json = report_json(evidence, make_report(evidence));
  EXPECT_EQ(json.find("nan"), std::string::npos);
  EXPECT_EQ(json.find('\n'), std::string::npos);
}

}  // namespace
}  // namespace brink
