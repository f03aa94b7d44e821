// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <vector>

#include "host/theory/bounds.hpp"
#include "tests/theory/tiny_space.hpp"

namespace brink {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
const std::vector<double> all_p = {0, 0.5, 1, 1.3, 2, 3, infinity};

/// Whether sets of a space of at most 64 images, each a mask, keep the bounds at one p.
class EverySet {
 public:
  EverySet(const Shape& shape, double p) : space_(shape) {
    std::vector<double> costs;
    for (std::size_t x = 0; x < space_.images(); ++x) {
      for (std::size_t y = 0; y < space_.images(); ++y) costs.push_back(cost_between(x, y, p));
    }
    values_ = costs;
    std::sort(values_.begin(), values_.end());
    values_.erase(std::unique(values_.begin(), values_.end(),
                              [](double a, double b) { return b - a < 1e-9 * b; }),
                  values_.end());
    // near_[c][x]: the images within the c-th cost of x.
    near_.assign(values_.size(), std::vector<std::uint64_t>(space_.images()));
    for (std::size_t c = 0; c < values_.size(); ++c) {
      for (std::size_t i = 0; i < costs.size(); ++i) {
        if (costs[i] <= values_[c] * (1 + 1e-9)) {
          near_[c][i / space_.images()] |= std::uint64_t{1} << i % space_.images();
        }
      }
    }
    for (std::size_t size = 1; size <= space_.images() / 2; ++size) {
      const double coverage = static_cast<double>(size) / static_cast<double>(space_.images());
      const MovedFractionBound known(shape, {coverage, 0});
      const MovedFractionBound unknown(shape, {std::nullopt, 0.9 * coverage});
      for (const double value : values_) {
        const double radius = space_.radius_of(p, value);
        // A radius just below the next cost is not larger than this one's.
        const double robust = std::min(known(p, radius).robust, unknown(p, radius).robust);
        most_.push_back(robust * static_cast<double>(size) * (1 + 1e-9));
      }
    }
  }

  /// Whether the set leaves no more robust images than the bound lets it.
  bool kept_by(std::uint64_t set) const {
    const auto size = static_cast<std::size_t>(std::popcount(set));
    const std::uint64_t all =
        space_.images() == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << space_.images()) - 1;
    for (std::size_t c = 1; c < values_.size(); ++c) {
      int robust = 0;
      for (std::uint64_t rest = set; rest != 0; rest &= rest - 1) {
        const auto x = static_cast<std::size_t>(std::countr_zero(rest));
        robust += (near_[c][x] & ~set & all) == 0 ? 1 : 0;
      }
      if (robust > most_[(size - 1) * values_.size() + c]) return false;
      if (robust == 0) break;
    }
    return true;
  }

 private:
  double cost_between(std::size_t x, std::size_t y, double p) const {
    double cost = 0;
    for (std::uint64_t i = 0; i < space_.shape().pixels(); ++i) {
      const std::uint32_t a = space_.level(x, i), b = space_.level(y, i);
      const double one = TinySpace::pixel_cost(p, a > b ? a - b : b - a);
      cost = std::isinf(p) ? std::max(cost, one) : cost + one;
    }
    return cost;
  }

  TinySpace space_;
  std::vector<double> values_, most_;
  std::vector<std::vector<std::uint64_t>> near_;
};

/// All sets of at most half of a space of up to 16 images.
TEST(EverySet, OfUpTo16ImagesKeepsTheBounds) {
  for (const Shape& shape : {Shape{1, 1, 1},
                             {1, 1, 2},
                             {1, 1, 3},
                             {1, 1, 4},
                             {1, 2, 1},
                             {1, 2, 2},
                             {1, 3, 1},
                             {2, 1, 1}}) {
    const auto images = 1u << (shape.b * shape.pixels());
    for (const double p : all_p) {
      const EverySet sets(shape, p);
      for (std::uint64_t set = 1; set < std::uint64_t{1} << images; ++set) {
        if (2 * std::popcount(set) > static_cast<int>(images)) continue;
        ASSERT_TRUE(sets.kept_by(set)) << images << ' ' << p << ' ' << set;
      }
    }
  }
}

/// Down-sets of [4]^3 in the order of their heights over the 16 columns, a plane partition.
template <class Visit>
void for_each_down_set(std::uint64_t set, std::vector<int>& height, Visit& visit) {
  const std::size_t i = height.size();
  if (i == 16) {
    visit(set);
    return;
  }
  const int left = i % 4 == 0 ? 4 : height[i - 1], above = i < 4 ? 4 : height[i - 4];
  for (int h = 0; h <= std::min(left, above); ++h) {
    std::uint64_t more = set;
    for (int z = 0; z < h; ++z) more |= std::uint64_t{1} << (4 * i + static_cast<std::size_t>(z));
    height.push_back(h);
    for_each_down_set(more, height, visit);
    height.pop_back();
  }
}

/// BRINK_EVERY_DOWN_SET=1 tries all 232,848; else every 61st.
TEST(EverySet, ThatIsADownSetKeepsTheBounds) {
  const std::uint64_t stride = std::getenv("BRINK_EVERY_DOWN_SET") != nullptr ? 1 : 61;
  for (const double p : all_p) {
    const EverySet sets(Shape{1, 3, 2}, p);
    std::uint64_t seen = 0, violations = 0;
    const auto visit = [&](std::uint64_t set) {
      if (seen++ % stride != 0) return;
      if (2 * std::popcount(set) > 64) set = ~set;
      if (set != 0 && !sets.kept_by(set)) ++violations;
    };
    std::vector<int> height;
    for_each_down_set(0, height, visit);
    EXPECT_EQ(seen, 232848u);
    EXPECT_EQ(violations, 0u) << p;
  }
}

}  // namespace
}  // namespace brink
