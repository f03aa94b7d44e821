// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/theory/corner_moves.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace brink {
namespace {

/// [x] the least y with x^2 + y^2 > rho, up to the first x where it is 0.
std::vector<std::int64_t> boundary(std::int64_t rho) {
  std::vector<std::int64_t> first;
  std::int64_t y = 0;
  while (y * y <= rho) ++y;
  for (std::int64_t x = 0; first.empty() || first.back() > 0; ++x) {
    while (y > 0 && x * x + (y - 1) * (y - 1) > rho) --y;
    first.push_back(y);
  }
  return first;
}

std::uint64_t pairs(const std::vector<std::int64_t>& first_outside) {
  return static_cast<std::uint64_t>(
      std::accumulate(first_outside.begin(), first_outside.end(), std::int64_t{0}));
}

/// [a] how many steps a pixel can move if the other one moves a steps, as a real number. The cost
/// is raised by more than the rounding of what follows.
std::vector<double> beside(double p, double cost, std::size_t most) {
  cost *= 1 + 1e-14;
  std::vector<double> reach;
  for (std::size_t a = 0; a <= most; ++a) {
    const auto steps = static_cast<double>(a);
    const double left = std::isinf(p) ? cost - steps : cost - std::pow(steps, p);
    if (left < 0) break;
    reach.push_back(std::isinf(p) ? cost : std::pow(left, 1 / p));
  }
  return reach;
}

/// The least level y that some move takes out, for each level x of the other pixel. Moves of a and
/// of b <= beside[a] steps are possible. `beside` is concave, so the best level x + a grows with x.
/// Therefore rows are halved, and each row is searched only between the best of its neighbours.
class LeastLeaving {
 public:
  LeastLeaving(const std::vector<std::int64_t>& first_outside, const std::vector<double>& beside)
      : first_outside_(first_outside), beside_(beside), least_(first_outside.size()) {
    halve(0, least_.size(), 0, least_.size() - 1);
  }
  const std::vector<std::int64_t>& operator()() const { return least_; }

 private:
  void halve(std::size_t begin, std::size_t end, std::size_t lowest, std::size_t highest) {
    if (begin == end) return;
    const std::size_t x = (begin + end) / 2;
    double least = HUGE_VAL;
    std::size_t best = x;
    for (std::size_t at = std::max(x, lowest); at <= highest && at - x < beside_.size(); ++at) {
      const double level = static_cast<double>(first_outside_[at]) - beside_[at - x];
      if (level < least) {
        least = level;
        best = at;
      }
    }
    least_[x] = std::max<std::int64_t>(0, static_cast<std::int64_t>(std::ceil(least)));
    halve(begin, x, lowest, best);
    halve(x + 1, end, best, highest);
  }

  const std::vector<std::int64_t>& first_outside_;
  const std::vector<double>& beside_;
  std::vector<std::int64_t> least_;
};

}  // namespace

std::int64_t CornerMoves::largest_half(std::uint32_t levels) {
  const std::uint64_t half = std::uint64_t{levels} * levels / 2;
  std::int64_t low = 0, high = std::int64_t{levels - 1} * (levels - 1);
  while (high - low > 1) {
    const std::int64_t middle = (low + high) / 2;
    (pairs(boundary(middle)) <= half ? low : high) = middle;
  }
  return low;
}

CornerMoves::CornerMoves(std::int64_t rho)
    : first_outside_(boundary(rho)), size_(pairs(first_outside_)) {}

double CornerMoves::within(double p, double cost) const {
  if (cost < 1) return 0;
  const std::size_t outside = first_outside_.size() - 1;
  const std::vector<std::int64_t>& first = first_outside_;
  std::uint64_t staying = 0;
  if (p > 1) {
    staying = pairs(LeastLeaving(first, beside(p, cost, outside))());
  } else if (p > 0) {
    // The pixel of the higher level moves alone.
    const auto reach = std::pow(cost, 1 / p) * (1 + 1e-12);
    const auto steps = static_cast<std::size_t>(std::min(reach, static_cast<double>(outside)));
    for (std::size_t x = 0; x + steps <= outside; ++x) {
      const std::int64_t alone = first[x] - static_cast<std::int64_t>(steps);
      staying +=
          static_cast<std::uint64_t>(std::max<std::int64_t>(0, std::min(first[x + steps], alone)));
    }
  }
  return 1 - static_cast<double>(staying) / static_cast<double>(size_);
}

}  // namespace brink
