// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "cuda/hd.hpp"

namespace brink {

/// Who searches an image: a single thread. On a device a warp does (cuda/kernel/warp_worker.cuh).
/// Its members call every function together. What the functions return is the same for all of
/// them, so that they take the same branches, and does not depend on how many there are.
struct Alone {
  static constexpr std::uint32_t size = 1;

  BRINK_HD static std::uint32_t rank() { return 0; }
  /// Afterwards each member sees what the others wrote before.
  BRINK_HD static void sync() {}
  BRINK_HD static bool any(bool value) { return value; }
  /// The least rank for which the value is true, or `size`.
  BRINK_HD static std::uint32_t first(bool value) { return value ? 0 : 1; }
  /// The value of the member with this rank.
  template <class T>
  BRINK_HD static T from(T value, std::uint32_t) {
    return value;
  }
  /// Sums of integers, or of DoubleDoubles, whose nearest double does not depend on the order.
  template <class T>
  BRINK_HD static T sum(T value) {
    return value;
  }
  BRINK_HD static std::uint32_t most(std::uint32_t value) { return value; }
  /// Joins the values of all members. join(exchange) takes the value of one other member by
  /// calling exchange(number) for each number of it.
  template <class Join>
  BRINK_HD static void combine(const Join&) {}
  /// Adds to a number in memory that the members share.
  BRINK_HD static void add(std::uint64_t& total, std::uint64_t value) { total += value; }
  /// Whether nobody wants the result any more. The search may then end with a wrong one.
  BRINK_HD static bool stopped() { return false; }
};

/// Calls visit(i, member) for each i below `count` for which wanted(i) is true, in ascending
/// order. Each member asks wanted() for its own share, for up to Worker::size numbers ahead; all
/// of them call visit, together. Goes on as long as go_on() is true.
template <class Worker, class Wanted, class Visit, class GoOn>
BRINK_HD void each_wanted(const Worker& worker, std::uint64_t count, const Wanted& wanted,
                          const Visit& visit, const GoOn& go_on) {
  for (std::uint64_t begin = 0; begin < count && go_on(); begin += Worker::size) {
    const std::uint64_t own = begin + worker.rank();
    bool want = own < count && wanted(own);
    for (;;) {
      const std::uint32_t member = worker.first(want);
      if (member == Worker::size || !go_on()) break;
      if (worker.rank() == member) want = false;
      visit(begin + member, member);
    }
  }
}

}  // namespace brink
