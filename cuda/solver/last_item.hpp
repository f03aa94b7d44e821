// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "cuda/solver/solved.hpp"

namespace brink {

/// The bracket of a greedy choice (docs/spec/classes.md#distances) that has taken `cost` and
/// lacks `left` of its goal. The next items have this cost and gain, and there are enough of
/// them. All but the last are taken whole; a fraction of the last one bounds the cost from below,
/// and the whole of the last one from above.
template <class Costs>
BRINK_HD inline Solved last_item(const Costs& costs, typename Costs::Value cost,
                                 typename Costs::Value item, std::uint64_t gain,
                                 std::uint64_t left) {
  using Value = typename Costs::Value;
  const std::uint64_t whole = (left - 1) / gain;
  const Value before = cost + costs.times(item, whole);
  const Value lower = before + costs.fraction(item, left - whole * gain, gain);
  return {{Costs::key(lower), Costs::key(before + item)}, true};
}

}  // namespace brink
