// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "tests/simt/executor/random.hpp"
#include "tests/simt/simt.hpp"

namespace brink::simt {

/// Makes the choices that a schedule leaves open.
class Chooser {
 public:
  explicit Chooser(const Schedule& schedule) : order_(schedule.order), random_(schedule.seed) {}

  Schedule::Order order() const { return order_; }
  /// Chooses one of `count` things, count > 0: the first, the last or a random one.
  std::size_t among(std::size_t count) {
    if (order_ == Schedule::Order::forward) return 0;
    if (order_ == Schedule::Order::reverse) return count - 1;
    return random_.below(count);
  }
  /// Returns true in one of `times` cases on average, and only in random schedules.
  bool now_and_then(std::uint64_t times) {
    return order_ == Schedule::Order::random && random_.below(times) == 0;
  }
  /// A byte for memory that has no value yet.
  unsigned char arbitrary_byte() {
    constexpr unsigned char forward = 0xa5, reverse = 0x5b;
    if (order_ == Schedule::Order::forward) return forward;
    if (order_ == Schedule::Order::reverse) return reverse;
    return static_cast<unsigned char>(random_.next() | 1);  // never a plausible 0
  }
  /// The numbers below `count` in the order in which blocks run.
  std::vector<std::uint64_t> all(std::uint64_t count) {
    std::vector<std::uint64_t> numbers(count);
    for (std::uint64_t i = 0; i < count; ++i) {
      numbers[i] = order_ == Schedule::Order::reverse ? count - 1 - i : i;
      if (order_ == Schedule::Order::random) std::swap(numbers[i], numbers[random_.below(i + 1)]);
    }
    return numbers;
  }

 private:
  Schedule::Order order_;
  Random random_;
};

/// The threads of a block that can go on.
class ReadySet {
 public:
  void clear() { std::fill(std::begin(word_), std::end(word_), 0); }
  void insert(unsigned thread) { word_[thread / 64] |= std::uint64_t{1} << thread % 64; }
  void erase(unsigned thread) { word_[thread / 64] &= ~(std::uint64_t{1} << thread % 64); }

  static constexpr int none = -1;
  /// A member chosen by the schedule, or `none`.
  int choose(Chooser& chooser) const {
    if (chooser.order() == Schedule::Order::forward) return first_from(0);
    if (chooser.order() == Schedule::Order::reverse) return last();
    const int found = first_from(static_cast<unsigned>(chooser.among(threads)));
    return found == none ? first_from(0) : found;
  }

 private:
  static constexpr unsigned threads = 1024;  ///< the most threads of a block

  int first_from(unsigned thread) const {
    std::uint64_t word = word_[thread / 64] & (~std::uint64_t{0} << thread % 64);
    for (unsigned i = thread / 64;;) {
      if (word != 0) return static_cast<int>(i * 64) + std::countr_zero(word);
      if (++i == threads / 64) return none;
      word = word_[i];
    }
  }
  int last() const {
    for (unsigned i = threads / 64; i-- > 0;) {
      if (word_[i] != 0) return static_cast<int>(i * 64) + 63 - std::countl_zero(word_[i]);
    }
    return none;
  }

  std::uint64_t word_[threads / 64] = {};
};

}  // namespace brink::simt
