// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "cuda/classifier/network/state.hpp"
#include "cuda/norm.hpp"
#include "cuda/solver/alone.hpp"

namespace brink {

/// The cost of going from `from` to `to` steps on one pixel, rounded.
template <class Costs>
BRINK_HD_CALLED double price_between(const Costs& costs, std::uint32_t from, std::uint32_t to) {
  return Costs::approximate(costs.between(from, to));
}

/// Takes an image out of a network's class at a small cost, which bounds the distance from above.
/// The attack is greedy along the integer gradient and then undoes every move that is not needed.
/// The image in `state` becomes the witness. There always is one, because the negative is
/// outside. `start` holds the levels of the image; its score, and that of `state`, must be
/// positive.
template <class State, class Costs, class Worker = Alone>
class NetworkAttack {
 public:
  BRINK_HD NetworkAttack(State& state, const std::uint16_t* start, Shape shape, const Costs& costs,
                         const Worker& worker = {})
      : worker_(worker),
        state_(state),
        start_(start),
        pixels_(shape.pixels()),
        top_(shape.top_level()),
        costs_(costs) {}

  BRINK_HD_CALLED void run(Norm norm) {
    whole_pixels_ = norm.p <= 1;
    take_greedily();
    if (outside()) {
      undo_pixels();
      undo_steps();
    }
  }

 private:
  /// A possible move of one pixel towards the other side: its direction, its gain by the
  /// gradient, the steps already made that way, and the most steps there are.
  struct Prospect {
    bool up;
    std::int64_t gain;
    std::uint32_t made;
    std::uint32_t most;
  };

  BRINK_HD bool outside() const { return state_.score() <= 0; }

  BRINK_HD Prospect prospect(std::uint64_t pixel) const {
    const std::int32_t slope = state_.step_slope(pixel);
    const std::uint32_t from = start_[pixel], now = state_.level(pixel);
    const bool up = slope < 0;
    const bool back = up ? now < from : now > from;
    Prospect found{up, up ? -std::int64_t{slope} : slope, 0, up ? top_ - from : from};
    if (back) found.most = 0;  // undoing comes later
    if (!back) found.made = up ? now - from : from - now;
    return found;
  }

  BRINK_HD double price(std::uint32_t from, std::uint32_t to) const {
    return price_between(costs_, from, to);
  }

  /// How far a pixel should go where gains are worth `worth` for each unit of cost: all the way
  /// where later steps cost no more than earlier ones, otherwise as long as each step is worth
  /// it.
  BRINK_HD_CALLED std::uint32_t wanted(const Prospect& pixel, double worth) const {
    const auto gain = static_cast<double>(pixel.gain);
    if (pixel.gain == 0 || pixel.made >= pixel.most) return pixel.made;
    if (whole_pixels_) {
      const double total = gain * (pixel.most - pixel.made);
      return total >= worth * price(pixel.made, pixel.most) ? pixel.most : pixel.made;
    }
    std::uint32_t low = pixel.made, high = pixel.most;
    while (low < high) {
      const std::uint32_t middle = low + (high - low + 1) / 2;
      if (gain >= worth * price(middle - 1, middle)) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /// The highest worth at which some pixel should move.
  BRINK_HD_CALLED double best_worth() const {
    double best = 0;
    for (std::uint64_t begin = 0; begin < pixels_; begin += Worker::size) {
      const std::uint64_t i = begin + worker_.rank();
      double gain = 0, cost = 0;
      if (i < pixels_) {
        const Prospect pixel = prospect(i);
        if (pixel.gain != 0 && pixel.made < pixel.most) {
          const std::uint32_t to = whole_pixels_ ? pixel.most : pixel.made + 1;
          cost = price(pixel.made, to);
          gain = static_cast<double>(pixel.gain) * (to - pixel.made);
        }
      }
      // The comparison is rounded, so the pixels have their turns in order.
      for (;;) {
        const std::uint32_t member = worker_.first(cost > 0 && gain > best * cost);
        if (member == Worker::size) break;
        best = worker_.from(cost > 0 ? gain / cost : 0, member);
        if (worker_.rank() <= member) cost = 0;
      }
    }
    return best;
  }

  BRINK_HD std::uint32_t level_at(std::uint64_t pixel, bool up, std::uint32_t steps) const {
    return up ? start_[pixel] + steps : start_[pixel] - steps;
  }

  /// Moves the pixel to `to` steps if the score falls by at least half of what that move should
  /// be worth. Otherwise tries shorter moves, because far moves meet the ends of units' ranges.
  BRINK_HD_CALLED void try_move(std::uint64_t i, const Prospect& pixel, std::uint32_t to,
                                double worth) {
    constexpr int most_tries = 4;
    constexpr double enough = 0.5;
    const std::int64_t before = state_.score();
    for (int tries = 0; tries < most_tries && to > pixel.made; ++tries) {
      state_.move(i, level_at(i, pixel.up, to));
      const std::int64_t gain = before - state_.score();
      if (gain > 0 && static_cast<double>(gain) >= enough * worth * price(pixel.made, to)) return;
      state_.move(i, level_at(i, pixel.up, pixel.made));
      to = pixel.made + (to - pixel.made) / 2;
    }
  }

  BRINK_HD_CALLED void take_greedily() {
    constexpr double fall = 0.75;  // factor of the worth from one gradient to the next
    state_.find_slopes();
    double worth = best_worth();
    for (; worth > 0 && !outside(); worth *= fall) {
      worth = lowered(worth);
      if (worth < least_worth()) break;
      // What a pixel wants depends on no other pixel before the next gradient.
      Prospect own{};
      std::uint32_t own_to = 0;
      each_wanted(
          worker_, pixels_,
          [&](std::uint64_t i) {
            own = prospect(i);
            own_to = wanted(own, worth);
            return own_to > own.made;
          },
          [&](std::uint64_t i, std::uint32_t member) {
            Prospect pixel{};
            pixel.up = worker_.from(std::uint32_t{own.up}, member) != 0;
            pixel.made = worker_.from(own.made, member);
            try_move(i, pixel, worker_.from(own_to, member), worth);
          },
          [&] { return !outside(); });
      if (!outside()) state_.find_slopes();
    }
    // Greed can end where no move gains. Going on to the negative always leaves the class.
    for (std::uint64_t i = 0; i < pixels_ && !outside(); ++i) state_.move(i, top_ - start_[i]);
  }

  /// The lowest worth that can matter: no gain is below 1, and no price is above that of the
  /// whole range.
  BRINK_HD double least_worth() const { return 1 / price(0, top_); }

  /// The worth at which the gradient promises a fair part of what is missing. Where the worth is
  /// higher, the search only adds up the promises.
  BRINK_HD_CALLED double lowered(double worth) const {
    constexpr double fall = 0.5;
    constexpr std::int64_t part = 8;
    for (; worth >= least_worth(); worth *= fall) {
      std::int64_t promised = 0;
      for (std::uint64_t begin = 0; begin < pixels_; begin += Worker::size) {
        const std::uint64_t i = begin + worker_.rank();
        std::int64_t own = 0;
        if (i < pixels_) {
          const Prospect pixel = prospect(i);
          own = pixel.gain * (wanted(pixel, worth) - pixel.made);
        }
        promised += worker_.sum(own);
        if (promised * part >= state_.score()) return worth;
      }
    }
    return worth;
  }

  /// Calls visit(i) for every pixel that has moved.
  template <class Visit>
  BRINK_HD void each_moved(const Visit& visit) const {
    each_wanted(
        worker_, pixels_, [&](std::uint64_t i) { return state_.level(i) != start_[i]; },
        [&](std::uint64_t i, std::uint32_t) { visit(i); }, [] { return true; });
  }

  BRINK_HD_CALLED void undo_pixels() {
    each_moved([&](std::uint64_t i) {
      const std::uint32_t now = state_.level(i);
      state_.move(i, start_[i]);
      if (!outside()) state_.move(i, now);
    });
  }

  /// Shortens the move of each pixel by bisection.
  BRINK_HD_CALLED void undo_steps() {
    each_moved([&](std::uint64_t i) {
      const std::uint32_t from = start_[i], now = state_.level(i);
      const bool up = now > from;
      std::uint32_t least = 0, most = up ? now - from : from - now;
      while (least + 1 < most) {
        const std::uint32_t middle = least + (most - least) / 2;
        state_.move(i, level_at(i, up, middle));
        if (outside()) {
          most = middle;
        } else {
          least = middle;
        }
      }
      state_.move(i, level_at(i, up, most));
    });
  }

  const Worker& worker_;
  State& state_;
  const std::uint16_t* start_;
  std::uint64_t pixels_;
  std::uint32_t top_;
  const Costs& costs_;
  bool whole_pixels_ = false;
};

}  // namespace brink
