// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/theory/pixel_growth.hpp"

#include <gtest/gtest.h>

#include <boost/math/distributions/normal.hpp>
#include <boost/multiprecision/cpp_bin_float.hpp>
#include <boost/numeric/interval.hpp>
#include <cmath>
#include <random>

namespace brink {
namespace {

using Wide = boost::multiprecision::cpp_bin_float_50;

Wide phi(const Wide& z) { return pdf(boost::math::normal_distribution<Wide>(), z); }
Wide Phi(const Wide& z) { return cdf(boost::math::normal_distribution<Wide>(), z); }
Wide quantile_of(const Wide& v) { return quantile(boost::math::normal_distribution<Wide>(), v); }

// Fifty digits, of which forty are trusted: every end is moved outwards by this much.
const Wide doubt("1e-40");

/// An interval of numbers of fifty digits; its operations round outwards by `doubt`.
struct Range {
  Wide lower, upper;
};
Range widened(const Wide& a, const Wide& b) { return {a - doubt, b + doubt}; }

/// sqrt(Phi), which rises.
Range root_of_measure(const Range& z) { return widened(sqrt(Phi(z.lower)), sqrt(Phi(z.upper))); }

/// Its second derivative, s (h/2) (-z - h/2) with h = phi/Phi, which falls.
Range second_derivative(const Range& z) {
  const Range s = root_of_measure(z);
  const Range h = widened(phi(z.upper) / Phi(z.upper), phi(z.lower) / Phi(z.lower));
  const Range last = widened(-z.upper - h.upper / 2, -z.lower - h.lower / 2);
  const Wide least = s.lower * h.lower / 2, most = s.upper * h.upper / 2;
  return widened(last.lower < 0 ? most * last.lower : least * last.lower,
                 last.upper < 0 ? least * last.upper : most * last.upper);
}

/// docs/theory.md#pixels: d_2 = 2 Phi^-1(3/4), that is sqrt(Phi(z + t)) + sqrt(Phi(z - t)) >= 1
/// for z = Phi^-1(1/4) and every t >= 0. Up to 3/4 it is convex, 1 and flat at 0;
/// beyond it is above 1 on every piece; beyond 6 tails are compared in the text.
TEST(PixelGrowth, IsCertifiedForTwoPixels) {
  const Wide z = quantile_of(Wide(1) / 4);
  constexpr int pieces_to_convex = 120;
  const Wide convex_end = Wide(3) / 4;
  for (int i = 0; i < pieces_to_convex; ++i) {
    const Wide a = convex_end * i / pieces_to_convex, b = convex_end * (i + 1) / pieces_to_convex;
    const Range right = second_derivative(widened(z + a, z + b));
    const Range left = second_derivative(widened(z - b, z - a));
    ASSERT_GT(right.lower + left.lower, 0) << i;
  }
  constexpr int pieces = 1000;
  const Wide end = 6;
  for (int i = 0; i < pieces; ++i) {
    const Wide a = convex_end + (end - convex_end) * i / pieces;
    const Wide b = convex_end + (end - convex_end) * (i + 1) / pieces;
    const Range right = root_of_measure({z + a, z + a}), left = root_of_measure({z - b, z - b});
    ASSERT_GT(right.lower + left.lower, 1) << i;
  }
}

/// The recursion x_N = x_(N-1) exp(1/x_(N-1)), 4/d_N^2 <= x_N, from x_2 = 4/d_2^2; beyond
/// N = 7 the text proves the closed form.
TEST(PixelGrowth, IsBelowItsRecursion) {
  using Interval = boost::numeric::interval<double>;
  const auto two = static_cast<double>(2 * quantile_of(Wide(3) / 4));
  // The ends of what is computed here in doubles: a few units of the last place each.
  const auto outwards = [](double x) { return Interval(x * (1 - 1e-14), x * (1 + 1e-14)); };
  Interval x = 4.0 / square(outwards(two));
  for (int pixels = 2; pixels <= 1000000; ++pixels) {
    const double growth = pixel_growth(pixels);
    if (pixels <= 7 || pixels % 1000 == 0) {
      EXPECT_LE(outwards(growth * growth).upper() * x.upper(), 4) << pixels;
    }
    const Interval step = 1.0 / x;
    x = x * Interval(outwards(std::exp(step.lower())).lower(),
                     outwards(std::exp(step.upper())).upper());
    if (pixels == 1000) x = Interval(x.upper());  // widths add up; the upper end is what counts
  }
  EXPECT_EQ(pixel_growth(1), std::numeric_limits<double>::infinity());
}

/// The lemma behind the step from N - 1 to N, which the text proves: the chord of phi
/// over Phi between c - h and c + h is at least exp(-h^2/2) of the curve.
TEST(PixelGrowth, RestsOnAChordThatIsNotFarBelowItsCurve) {
  std::mt19937_64 random(1);
  std::uniform_real_distribution<double> unit(0, 1);
  for (int i = 0; i < 300; ++i) {
    const Wide c = 6 * unit(random), h = std::pow(unit(random), 2) * 5;
    const Wide share = i % 2 == 0 ? Wide(unit(random)) : Wide(1 / (1 + exp(2 * c * h)));
    const Wide low = Phi(c - h), high = Phi(c + h);
    const Wide chord = share * phi(c - h) + (1 - share) * phi(c + h);
    const Wide curve = phi(quantile_of(share * low + (1 - share) * high));
    EXPECT_GE(chord, exp(-h * h / 2) * curve * (1 - Wide("1e-30"))) << c << ' ' << h;
  }
}

}  // namespace
}  // namespace brink
