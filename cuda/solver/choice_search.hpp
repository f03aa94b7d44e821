// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>

#include "cuda/costs.hpp"
#include "cuda/hd.hpp"
#include "cuda/hd_called.hpp"

namespace brink {

/// The limits of a search, which are part of the contract (docs/spec/classes.md#exact-search).
inline constexpr std::uint32_t most_search_pixels = 1024;
inline constexpr std::uint32_t most_search_states = 4096;
inline constexpr std::uint64_t most_search_looks = std::uint64_t{1} << 20;

/// What a search knows: the gain and the cost of all pixels together.
template <class Costs>
struct SearchState {
  std::uint64_t gain = 0;
  typename Costs::Value cost{};
};

/// One choice of a pixel, whose number means something to the problem.
template <class Costs>
struct SearchChoice {
  std::uint32_t number = 0;
  std::uint64_t gain = 0;
  typename Costs::Value cost{};
};

/// A pixel that may choose otherwise than the base does.
struct SearchPixel {
  double excess = 0;       ///< the least reduced cost of another choice
  std::uint64_t item = 0;  ///< what the problem calls it
};

/// The words of scratch that a search needs.
inline constexpr std::size_t search_scratch_words =
    3 * most_search_states * sizeof(SearchState<RealCosts>) / sizeof(std::uint64_t) +
    most_search_pixels * sizeof(SearchPixel) / sizeof(std::uint64_t);

/// What every pixel chooses at a price of gain, and what that comes to.
template <class Costs>
struct SearchBase {
  SearchState<Costs> total;  ///< of all pixels
  std::uint64_t goal = 0;    ///< the gain that is wanted, above total.gain
  double price = 0;          ///< of a unit of gain
};

/// Least cost of a gain of at least `goal`, where every pixel makes one of several choices, each
/// with a gain and a cost. At the price of the base every pixel's choice is the best one, so any
/// other choice has a reduced cost r >= 0, and every way to the goal costs at least
///
///     base cost + price (goal - base gain) + sum of r.
///
/// Only pixels with an r below the gap between that bound and the cost known so far may choose
/// otherwise. They are taken in the order of r. A list holds the states that they can reach; one
/// that another state dominates in gain and cost is dropped, and so is one whose bound with the
/// next r exceeds the best cost. The bounds are doubles, lowered by far more than their rounding
/// errors; gains and costs are exact.
///
/// `Problem` has each_item(visit), which calls visit(item, how many such pixels); base_of(item),
/// which is the base's choice; and each_choice(item, within, visit), which calls visit(choice) for
/// every other choice for which within(gain, cost) holds.
template <class Costs, class Problem>
class ChoiceSearch {
 public:
  using State = SearchState<Costs>;
  using Choice = SearchChoice<Costs>;
  using Value = typename Costs::Value;

  BRINK_HD ChoiceSearch(const Problem& problem, const SearchBase<Costs>& base, std::uint64_t known,
                        std::uint64_t* scratch)
      : problem_(problem), base_(base), known_(known) {
    for (std::uint32_t i = 0; i < 3; ++i) {
      list_[i] = reinterpret_cast<State*>(scratch);
      scratch += most_search_states * sizeof(State) / sizeof(std::uint64_t);
    }
    pixel_ = reinterpret_cast<SearchPixel*>(scratch);
    limit_ = limit_of(known);
    complete_ = find_pixels() && run(pixels_, known);
    if (best_stage_ != none) cost_ = Costs::key(best_.cost);
  }

  /// How much the way at a base may become dearer, at the price, and still be below the known cost.
  BRINK_HD static double room(const SearchBase<Costs>& base, std::uint64_t known) {
    return limit_of(known) - bound(base, base.total);
  }

  /// Whether cost() is the least one, or there is none below the known one. If not, nothing was
  /// found out beyond the costs of the images found.
  BRINK_HD bool complete() const { return complete_; }
  BRINK_HD bool found() const { return cost_ != 0; }
  BRINK_HD std::uint64_t cost() const { return cost_; }

  /// Calls visit(item, number of its choice) for the pixels that choose otherwise than the base in
  /// the way found. The search is run again for each of them, for as many pixels as come before.
  template <class Visit>
  BRINK_HD_CALLED void each_change(const Visit& visit) {
    const State best = best_;
    State target = best;
    for (std::uint32_t stage = best_stage_; stage-- > 0;) {
      run(stage, Costs::key(best.cost) + 1);  // the way to the target stays within the limit
      const std::uint64_t item = pixel_[stage].item;
      if (leads_to(target, {})) continue;
      const Choice base = problem_.base_of(item);
      bool traced = false;
      each_within(item, base, [&](const Choice& choice) {
        if (traced || !leads_to(target, change(choice, base))) return;
        traced = true;
        visit(item, choice.number);
      });
    }
  }

 private:
  static constexpr std::uint32_t none = ~std::uint32_t{0};
  /// Far above the rounding errors of a bound, relative to the sizes of its terms.
  static constexpr double reserve = 1e-12;

  /// What a pixel's other choice adds to a state; gains and costs may wrap.
  struct Change {
    std::uint64_t gain = 0;
    Value cost{};
  };
  BRINK_HD static Change change(const Choice& choice, const Choice& base) {
    return {choice.gain - base.gain, choice.cost - base.cost};
  }
  BRINK_HD static State moved(const State& from, const Change& change) {
    return {from.gain + change.gain, from.cost + change.cost};
  }

  /// Calls visit for the choices of a pixel that are not too dear, without the base's.
  template <class Visit>
  BRINK_HD void each_within(std::uint64_t item, const Choice& base, const Visit& visit) const {
    const double most = limit_ - bound(base_.total);
    problem_.each_choice(
        item,
        [&](std::uint64_t gain, const Value& cost) { return excess(gain, cost, base) <= most; },
        visit);
  }

  /// Whether a state of the list becomes the target by a change; it is the target then.
  BRINK_HD bool leads_to(State& target, const Change& change) const {
    for (std::uint32_t i = 0; i < states_; ++i) {
      const State after = moved(list_[0][i], change);
      if (after.gain != target.gain || Costs::less(after.cost, target.cost) ||
          Costs::less(target.cost, after.cost)) {
        continue;
      }
      target = list_[0][i];
      return true;
    }
    return false;
  }

  /// The largest bound of a state that may still lead below the cost of this key.
  BRINK_HD static double limit_of(std::uint64_t key) { return Costs::below(key) * (1 + reserve); }
  /// The least cost of an image that this state can become.
  BRINK_HD static double bound(const SearchBase<Costs>& base, const State& state) {
    const double cost = Costs::approximate(state.cost);
    const double price = price_of(base, base.goal - state.gain);
    return cost + price - reserve * (cost + fabs(price));
  }
  BRINK_HD double bound(const State& state) const { return bound(base_, state); }
  /// Of a gain, which may be negative.
  BRINK_HD static double price_of(const SearchBase<Costs>& base, std::uint64_t gain) {
    return base.price * static_cast<double>(static_cast<std::int64_t>(gain));
  }
  BRINK_HD double excess(std::uint64_t gain, const Value& cost, const Choice& base) const {
    const double more = Costs::difference(cost, base.cost),
                 price = price_of(base_, gain - base.gain);
    return more - price - reserve * (Costs::approximate(cost) + fabs(price));
  }

  /// Lists the pixels that may choose otherwise, in the order of their least excess. Returns false
  /// where they are too many.
  BRINK_HD_CALLED bool find_pixels() {
    const double most = limit_ - bound(base_.total);
    bool fits = true;
    problem_.each_item([&](std::uint64_t item, std::uint64_t copies) {
      const Choice base = problem_.base_of(item);
      double least = 2 * limit_ + 1;
      each_within(item, base, [&](const Choice& choice) {
        const double own = excess(choice.gain, choice.cost, base);
        if (own < least) least = own;
      });
      if (least > most) return;
      // No more than so many can choose otherwise together.
      if (static_cast<double>(copies) * least > most) {
        copies = static_cast<std::uint64_t>(most / least) + 1;
      }
      for (; copies > 0 && fits; --copies) {
        fits = pixels_ < most_search_pixels;
        if (fits) pixel_[pixels_++] = {least, item};
      }
    });
    if (fits) sort_pixels();
    return fits;
  }

  BRINK_HD static bool before(const SearchPixel& a, const SearchPixel& b) {
    return a.excess < b.excess || (a.excess == b.excess && a.item < b.item);
  }
  /// Shell's method.
  BRINK_HD_CALLED void sort_pixels() {
    for (std::uint32_t gap = most_search_pixels / 2; gap > 0; gap /= 2) {
      for (std::uint32_t i = gap; i < pixels_; ++i) {
        const SearchPixel pixel = pixel_[i];
        std::uint32_t place = i;
        for (; place >= gap && before(pixel, pixel_[place - gap]); place -= gap) {
          pixel_[place] = pixel_[place - gap];
        }
        pixel_[place] = pixel;
      }
    }
  }

  /// Lets the first `stages` pixels choose. Returns false where the limits do not allow that.
  BRINK_HD_CALLED bool run(std::uint32_t stages, std::uint64_t known) {
    limit_ = limit_of(known_ = known);
    best_stage_ = none;
    list_[0][0] = base_.total;
    states_ = 1;
    std::uint64_t looks = 0;
    for (std::uint32_t stage = 0; stage < stages && states_ > 0; ++stage) {
      if (!choose(stage, looks)) return false;
    }
    return true;
  }

  BRINK_HD bool choose(std::uint32_t stage, std::uint64_t& looks) {
    const std::uint64_t item = pixel_[stage].item;
    const Choice base = problem_.base_of(item);
    State* const from = list_[0];
    State* out = list_[1];
    State* next = list_[2];
    std::uint32_t reached = 0;
    bool fits = true;
    const auto take = [&](const Change& change) {
      looks += states_ + reached;
      fits = fits && looks <= most_search_looks;
      if (!fits) return;
      reached = merge(from, change, out, reached, next, stage);
      fits = reached != none;
      State* const merged = next;
      next = out;
      out = merged;
    };
    take({});
    each_within(item, base, [&](const Choice& choice) { take(change(choice, base)); });
    if (!fits) return false;
    // What follows has at least this excess. After the last pixel nothing follows.
    const double ahead = stage + 1 < pixels_ ? pixel_[stage + 1].excess : 2 * limit_ + 1;
    states_ = 0;
    for (std::uint32_t i = 0; i < reached; ++i) {
      if (bound(out[i]) + ahead <= limit_) from[states_++] = out[i];
    }
    list_[1] = out;
    list_[2] = next;
    return true;
  }

  /// Merges the states of `from` after a change with those of `out`, both in falling order of gain
  /// and of cost. Returns how many come to `next`, or none where they are too many.
  BRINK_HD_CALLED std::uint32_t merge(const State* from, const Change& change, const State* out,
                                      std::uint32_t reached, State* next, std::uint32_t stage) {
    std::uint32_t i = 0, k = 0, kept = 0;
    while (i < states_ || k < reached) {
      State state;
      bool fresh = k == reached;
      if (i < states_) {
        state = moved(from[i], change);
        fresh = fresh || state.gain > out[k].gain ||
                (state.gain == out[k].gain && Costs::less(state.cost, out[k].cost));
      }
      if (fresh) {
        ++i;
        if (bound(state) > limit_) continue;
        note(state, stage);
      } else {
        state = out[k++];
      }
      if (kept > 0 && !Costs::less(state.cost, next[kept - 1].cost)) continue;
      if (kept == most_search_states) return none;
      next[kept++] = state;
    }
    return kept;
  }

  /// A state that gains enough is an image outside.
  BRINK_HD void note(const State& state, std::uint32_t stage) {
    if (state.gain < base_.goal || Costs::key(state.cost) >= known_) return;
    best_ = state;
    best_stage_ = stage + 1;
    known_ = Costs::key(state.cost);
    limit_ = limit_of(known_);
  }

  const Problem& problem_;
  SearchBase<Costs> base_;
  std::uint64_t known_;  ///< key of the least cost known
  double limit_ = 0;
  State* list_[3];
  SearchPixel* pixel_;
  std::uint32_t pixels_ = 0;
  std::uint32_t states_ = 0;
  State best_;
  std::uint32_t best_stage_ = none;
  std::uint64_t cost_ = 0;  ///< key of the least cost found
  bool complete_ = false;
};

}  // namespace brink
