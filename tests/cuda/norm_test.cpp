// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/norm.hpp"

#include <gtest/gtest.h>

#include <boost/multiprecision/cpp_int.hpp>
#include <limits>

namespace brink {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double largest = std::numeric_limits<double>::max();
constexpr double smallest = std::numeric_limits<double>::denorm_min();

TEST(Norm, Kinds) {
  using Kind = Norm::Kind;
  EXPECT_EQ(Norm{0}.kind(), Kind::zero);
  for (double p : {smallest, 0.5, std::nextafter(1.0, 0.0)}) {
    EXPECT_EQ(Norm{p}.kind(), Kind::below_one) << p;
  }
  for (double p : {1.0, std::nextafter(1.0, 2.0), 2.0, 1e300, largest}) {
    EXPECT_EQ(Norm{p}.kind(), Kind::one_or_more) << p;
  }
  EXPECT_EQ(Norm{infinity}.kind(), Kind::infinity);
}

TEST(Norm, Integers) {
  for (double p : {0.0, 1.0, 2.0, 17.0, 1e300, infinity}) EXPECT_TRUE(Norm{p}.integer()) << p;
  for (double p : {smallest, 0.5, 1.5, 2.0000000001}) EXPECT_FALSE(Norm{p}.integer()) << p;
}

TEST(WhetherCostsAreIntegers, BelowTwoToThe64AtTheEdge) {
  // 65535^4 = 1.84456e19 and 255^8 = 1.7878e19 are just below 2^64 = 1.84467e19.
  EXPECT_TRUE(integer_costs({4}, {1, 1, 16}));
  EXPECT_FALSE(integer_costs({4}, {1, 2, 16}));
  EXPECT_FALSE(integer_costs({5}, {1, 1, 16}));
  EXPECT_TRUE(integer_costs({8}, {1, 1, 8}));
  EXPECT_FALSE(integer_costs({8}, {1, 2, 8}));
  EXPECT_TRUE(integer_costs({16}, {1, 2, 4}));  // 2 * 15^16 = 1.31e19
  EXPECT_FALSE(integer_costs({16}, {1, 3, 4}));
  EXPECT_TRUE(integer_costs({40}, {1, 1, 2}));
  EXPECT_FALSE(integer_costs({41}, {1, 1, 2}));
}

TEST(WhetherCostsAreIntegers, AgreesWithIntegersOfAnySize) {
  using boost::multiprecision::cpp_int;
  const cpp_int limit = cpp_int(1) << 64;
  for (std::uint32_t b = 1; b <= max_bit_depth; ++b) {
    for (std::uint32_t n : {1u, 2u, 5u, 129u, 4096u, 16384u}) {
      for (std::uint32_t h : {1u, 3u, 15u}) {
        const Shape shape{n, h, b};
        for (unsigned p = 1; p <= 70; ++p) {
          const cpp_int bound = cpp_int(shape.pixels()) * pow(cpp_int(shape.top_level()), p);
          ASSERT_EQ(integer_costs({static_cast<double>(p)}, shape), bound < limit)
              << "p=" << p << " b=" << b << " n=" << n << " h=" << h;
        }
      }
    }
  }
}

TEST(WhetherCostsAreIntegers, AlwaysWhereCostsCountPixelsOrSteps) {
  const Shape shape{16384, 15, 16};
  EXPECT_TRUE(integer_costs({0}, shape));
  EXPECT_TRUE(integer_costs({infinity}, shape));
  EXPECT_TRUE(integer_costs({1}, shape));
  EXPECT_TRUE(integer_costs({1e300}, {16384, 15, 1}));  // 1^p = 1
  EXPECT_FALSE(integer_costs({1e300}, {1, 1, 2}));
  for (double p : {0.5, 1.5, 2.5}) EXPECT_FALSE(integer_costs({p}, {1, 1, 1})) << p;
}

}  // namespace
}  // namespace brink
