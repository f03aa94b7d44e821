// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/theory/confidence_sequence.hpp"

#include <algorithm>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/math/special_functions/lambert_w.hpp>
#include <boost/math/special_functions/log1p.hpp>
#include <boost/math/tools/toms748_solve.hpp>
#include <cmath>
#include <numbers>
#include <stdexcept>

namespace brink {
namespace {

constexpr std::uint64_t max_trials = std::uint64_t{1} << 48;

// This is c. Without it one success would never rule out p = 0. The usual choice of a half would
// make the interval after no success wider by a quarter.
constexpr double edge_trials = 0.25;

// As the confidence falls to 0, the prior's trials grow without limit relative to those at the
// stop. Nothing is gained beyond this ratio.
constexpr double largest_ratio = 1;

/// A probability with its complement and its log-odds, each to full precision.
struct Probability {
  double p, q, log_odds;
};

Probability from_log_odds(double x) { return {1 / (1 + std::exp(-x)), 1 / (1 + std::exp(x)), x}; }

/// (1+u) log(1+u) - u for u >= -1, without cancellation.
double excess(double u) {
  constexpr double near = 0.5;
  if (u <= -1) return 1;
  if (std::abs(u) < near) return (1 + u) * boost::math::log1pmx(u) + u * u;
  return (1 + u) * std::log1p(u) - u;
}

/// s times the Kullback-Leibler divergence of Bernoulli(p + m/s) from Bernoulli(p).
double divergence(double s, double m, const Probability& at) {
  return s * at.p * excess(m / (s * at.p)) + s * at.q * excess(-m / (s * at.q));
}

/// log Gamma(x) minus Stirling's approximation (x - 1/2) log x - x + log(2 pi)/2.
double stirling_rest(double x) {
  constexpr double series_from = 16;  // there the first term left out is below 1e-16
  if (x < series_from) {
    using Plain = boost::math::policies::policy<boost::math::policies::promote_double<false>>;
    const double half_log_2pi = 0.5 * std::log(2 * std::numbers::pi);
    return boost::math::lgamma(x, Plain()) - ((x - 0.5) * std::log(x) - x + half_log_2pi);
  }
  const double y = 1 / (x * x);
  return (1.0 / 12 - y * (1.0 / 360 - y * (1.0 / 1260 - y * (1.0 / 1680 - y / 1188)))) / x;
}

/// log M of k successes in t trials. Stirling's main terms are about 10^16 for the largest t. They
/// cancel algebraically, which leaves two divergences of a few units.
double log_mixture(double k, double t, double prior, const Probability& at) {
  const double a = prior * at.p + edge_trials, b = prior * at.q + edge_trials;
  const double before = a + b, after = before + t;
  const double pull = edge_trials * (at.q - at.p);
  const double surplus = at.p <= at.q ? std::fma(-t, at.p, k) : -std::fma(-t, at.q, t - k);
  const double after_a = a + k, after_b = b + (t - k);
  return divergence(after, surplus + pull, at) - divergence(before, pull, at) +
         0.5 * std::log((a / after_a) * (b / after_b) * (after / before)) + stirling_rest(after_a) +
         stirling_rest(after_b) - stirling_rest(after) - stirling_rest(a) - stirling_rest(b) +
         stirling_rest(before);
}

/// The end of {x : log_m(x) < limit} on one side of `inside`, in log-odds, approached from outside
/// the set. `outwards` is -1 or 1, and `step` is about the distance to the end.
template <class LogMartingale>
double end_of(const LogMartingale& log_m, double limit, double inside, double outwards,
              double step) {
  const auto above = [&](double distance) { return log_m(inside + outwards * distance) - limit; };
  while (above(0) >= 0) inside -= outwards;  // at most one unit from where M is at most 1
  double near = 0, far = step;
  while (above(far) < 0) {
    near = far;
    far *= 2;
  }
  constexpr double tolerance = 1e-10;
  std::uintmax_t iterations = 100;  // bisection alone would end in fewer
  const auto close = [](double low, double high) { return high - low <= tolerance * high; };
  const auto bracket = boost::math::tools::toms748_solve(above, near, far, close, iterations);
  return inside + outwards * bracket.second;
}

void require_probability(double value, const char* what) {
  if (!(value > 0 && value < 1)) throw std::invalid_argument(what);
}

}  // namespace

ConfidenceSequence::ConfidenceSequence(double half_width, double confidence) {
  require_probability(confidence, "ConfidenceSequence: confidence must be in (0, 1)");
  if (!(half_width >= least_half_width && half_width < 0.5)) {
    throw std::invalid_argument("ConfidenceSequence: half_width must be in [1e-7, 1/2)");
  }
  // In the normal limit the half-width after t trials is sqrt(w p (1-p) / t) with
  //   w = (1 + x) (2 log(1/miss) + log((1 + x) / x)),  x = g/t,
  // least where 1/x = -W(-miss^2/e) - 1, W the lower branch of Lambert's function.
  const double miss = 1 - confidence;
  const double slack = -boost::math::lambert_wm1(-miss * miss / std::numbers::e) - 1;
  const double ratio = slack > 1 / largest_ratio ? 1 / slack : largest_ratio;
  const double width = (1 + ratio) * (std::log((1 + ratio) / ratio) - 2 * std::log(miss));
  const double trials = width / (4 * half_width * half_width);
  prior_trials_ = ratio * trials;
}

double ConfidenceSequence::log_martingale(std::uint64_t successes, std::uint64_t trials,
                                          double p) const {
  return log_mixture(static_cast<double>(successes), static_cast<double>(trials), prior_trials_,
                     {p, 1 - p, std::log(p / (1 - p))});
}

Interval ConfidenceSequence::operator()(std::uint64_t successes, std::uint64_t trials,
                                        double confidence) const {
  require_probability(confidence, "ConfidenceSequence: confidence must be in (0, 1)");
  if (successes > trials || trials > max_trials) {
    throw std::invalid_argument("ConfidenceSequence: successes <= trials <= 2^48 is needed");
  }
  if (trials == 0) return {0, 1};
  const auto k = static_cast<double>(successes), t = static_cast<double>(trials);
  const auto log_m = [&](double x) { return log_mixture(k, t, prior_trials_, from_log_odds(x)); };
  const double limit = -std::log(1 - confidence);
  // The search starts half a success or half a failure within the ends, where log-odds are finite.
  const double share = std::clamp(k / t, 0.5 / (t + 1), (t + 0.5) / (t + 1));
  const double inside = std::log(share) - std::log1p(-share);
  const double prior_cost = std::log1p(t / prior_trials_);
  const double step = std::sqrt((2 * limit + prior_cost) / (t * share * (1 - share)));
  return {successes == 0 ? 0 : from_log_odds(end_of(log_m, limit, inside, -1, step)).p,
          successes == trials ? 1 : from_log_odds(end_of(log_m, limit, inside, 1, step)).p};
}

double certain_share(std::uint64_t successes, std::uint64_t trials,
                     const std::optional<ConfidenceSequence>& sequence) {
  constexpr double risk = 1e-12;
  const Interval interval = sequence ? (*sequence)(successes, trials, 1 - risk)
                                     : clopper_pearson(successes, trials, 1 - 2 * risk);
  return interval.lower;
}

}  // namespace brink
