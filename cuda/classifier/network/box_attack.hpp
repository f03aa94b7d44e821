// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "cuda/classifier/network/state.hpp"
#include "cuda/solver/alone.hpp"

namespace brink {

/// The attack at p = inf, where every pixel may move by as many steps as any other. For a given
/// number of steps, all pixels go that far against the gradient, and then each pixel tries both
/// ends of its range. Doubling and bisection find the least number of steps that leaves the
/// class. See NetworkAttack.
template <class State, class Worker = Alone>
class NetworkBoxAttack {
 public:
  /// `level` holds the levels of the image in `state`.
  BRINK_HD NetworkBoxAttack(State& state, const std::uint16_t* start, std::uint16_t* level,
                            Shape shape, const Worker& worker = {})
      : worker_(worker),
        state_(state),
        start_(start),
        level_(level),
        pixels_(shape.pixels()),
        top_(shape.top_level()) {}

  BRINK_HD_CALLED void run() {
    std::uint32_t failed = 0;
    std::uint32_t steps = 1;
    while (!leaves(steps)) {
      if (steps == top_) {
        go_to_negative();
        return;
      }
      failed = steps;
      steps = 2 * steps < top_ ? 2 * steps : top_;
    }
    std::uint32_t last = steps;
    while (failed + 1 < steps) {
      last = failed + (steps - failed) / 2;
      if (leaves(last)) {
        steps = last;
      } else {
        failed = last;
      }
    }
    if (last != steps) leaves(steps);
  }

 private:
  BRINK_HD std::uint16_t lowest(std::uint64_t i, std::uint32_t steps) const {
    return static_cast<std::uint16_t>(start_[i] > steps ? start_[i] - steps : 0);
  }
  BRINK_HD std::uint16_t highest(std::uint64_t i, std::uint32_t steps) const {
    return static_cast<std::uint16_t>(top_ - start_[i] > steps ? start_[i] + steps : top_);
  }

  BRINK_HD_CALLED bool leaves(std::uint32_t steps) {
    worker_.sync();  // others may still look at the last pixel
    for (std::uint64_t i = worker_.rank(); i < pixels_; i += Worker::size) level_[i] = start_[i];
    state_.sum_up();
    state_.find_slopes();
    for (std::uint64_t i = worker_.rank(); i < pixels_; i += Worker::size) {
      const std::int32_t slope = state_.step_slope(i);
      if (slope > 0) level_[i] = lowest(i, steps);
      if (slope < 0) level_[i] = highest(i, steps);
    }
    state_.sum_up();
    for (std::uint64_t i = 0; i < pixels_ && state_.score() > 0; ++i) {
      try_level(i, lowest(i, steps));
      try_level(i, highest(i, steps));
    }
    return state_.score() <= 0;
  }

  BRINK_HD void try_level(std::uint64_t i, std::uint32_t to) {
    const std::uint32_t now = level_[i];
    if (now == to) return;
    const std::int64_t before = state_.score();
    state_.move(i, to);
    if (state_.score() > before) state_.move(i, now);
  }

  BRINK_HD void go_to_negative() {
    worker_.sync();
    for (std::uint64_t i = worker_.rank(); i < pixels_; i += Worker::size) {
      level_[i] = static_cast<std::uint16_t>(top_ - start_[i]);
    }
    state_.sum_up();
  }

  const Worker& worker_;
  State& state_;
  const std::uint16_t* start_;
  std::uint16_t* level_;
  std::uint64_t pixels_;
  std::uint32_t top_;
};

}  // namespace brink
