// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/result/exact_curve.hpp"

#include <cmath>
#include <limits>

#include "cuda/classifier/brightness.hpp"
#include "cuda/classifier/dictator.hpp"
#include "cuda/classifier/halfspace.hpp"
#include "cuda/classifier/hamming_ball.hpp"
#include "cuda/classifier/majority_bit.hpp"
#include "cuda/classifier/parity.hpp"
#include "host/result/distances.hpp"

namespace brink {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

}  // namespace

ExactCurve::ExactCurve(const ClassifierConfig& classifier, const CellClass& built,
                       const Shape& shape, LevelSums& sums)
    : shape_(shape) {
  const std::string& type = classifier.type;
  const auto half_space = [&](std::uint64_t pixels, std::uint32_t levels, std::uint32_t weight) {
    law_ = std::make_shared<HalfSpaceMoves>(sums.at(pixels, levels), built.threshold, weight);
  };
  if (type == Brightness::type) {
    moves_ = Moves::steps;
    half_space(shape.pixels(), shape.levels(), 1);
  } else if (type == HalfSpace::type && built.common_weight > 0) {
    moves_ = Moves::steps;
    half_space(built.weighted_pixels, shape.levels(), built.common_weight);
  } else if (type == MajorityBit::type) {
    moves_ = Moves::top_bits;
    half_space(shape.pixels(), 2, 1);  // a top bit is a level of its own
  } else if (type == HammingBall::type) {
    moves_ = Moves::pixels;
    law_ = std::make_shared<HammingBallMoves>(shape.pixels(), shape.levels(), built.threshold);
  } else if (type == Dictator::type) {
    moves_ = Moves::steps_of_pixel;
    law_ = std::make_shared<DictatorMoves>(shape.levels());
  } else if (type == Parity::type) {
    moves_ = Moves::pixels;
    law_ = std::make_shared<ParityMoves>();
  }
}

double ExactCurve::moved_fraction(double p, double radius) const {
  if (!law_) return nan;
  const bool each_one_step = moves_ == Moves::pixels || shape_.b == 1;
  const bool known = each_one_step || moves_ == Moves::steps_of_pixel ||
                     (moves_ == Moves::steps && p == 1) || (moves_ == Moves::top_bits && p == 0);
  if (!known) return nan;
  const double limit = cost_limit(radius, p, shape_);
  const bool one_pixel = moves_ == Moves::steps_of_pixel;
  if (one_pixel && p > 0) {
    // a^p <= limit; at p = inf the cost is a.
    return law_->within(std::isinf(p) ? limit : std::pow(limit, 1 / p));
  }
  // At p = inf, and on one pixel at p = 0, any number of moves costs 1.
  if (one_pixel || (std::isinf(p) && each_one_step)) {
    const double all = law_->within(static_cast<double>(shape_.pixels()) * shape_.top_level());
    return limit >= 1 || std::isnan(all) ? all : 0;
  }
  return law_->within(limit);
}

}  // namespace brink
