// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/theory/move_law.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "host/theory/binomial.hpp"

namespace brink {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

}  // namespace

HalfSpaceMoves::HalfSpaceMoves(std::shared_ptr<const LevelSum> sum, std::int64_t threshold,
                               std::uint32_t weight)
    : sum_(std::move(sum)), threshold_(threshold / weight), log_size_(log_above(threshold_)) {}

/// log P(s > score): s is the largest minus twice a sum of levels.
double HalfSpaceMoves::log_above(std::int64_t score) const {
  if (score >= sum_->largest()) return -std::numeric_limits<double>::infinity();
  return sum_->log_at_most((sum_->largest() - score - 1) / 2);
}

double HalfSpaceMoves::log_beyond(double moves) const {
  if (std::isinf(log_size_)) return nan;
  if (moves >= static_cast<double>(sum_->largest())) return log_above(sum_->largest());
  return log_above(threshold_ + 2 * static_cast<std::int64_t>(moves)) - log_size_;
}

double HalfSpaceMoves::within(double moves) const { return -std::expm1(log_beyond(moves)); }
double HalfSpaceMoves::beyond(double moves) const { return std::exp(log_beyond(moves)); }

HammingBallMoves::HammingBallMoves(std::uint64_t pixels, std::uint32_t levels, std::int64_t rho)
    : pixels_(pixels), levels_(levels), rho_(rho), size_(hamming_coverage(pixels, levels, rho)) {}

double HammingBallMoves::beyond(double moves) const {
  if (rho_ < 0) return nan;
  if (moves >= static_cast<double>(rho_) + 1) return 0;
  if (moves < 1) return 1;
  return hamming_coverage(pixels_, levels_, rho_ - static_cast<std::int64_t>(moves)) / size_;
}

double DictatorMoves::within(double moves) const {
  return std::min(std::floor(moves), half_) / half_;
}

double NearestPixelMoves::within(double moves) const {
  const double steps = std::floor(moves);
  return steps >= half_ ? 1 : -std::expm1(pixels_ * std::log1p(-steps / half_));
}

}  // namespace brink
