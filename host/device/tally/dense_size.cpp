// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/device/tally/dense_size.hpp"

#include "host/tally/cost_range.hpp"

namespace brink::device {

DenseSize dense_size(const CostRule& rule, Shape shape, std::uint64_t pixels, std::uint64_t most) {
  if (rule.real) return {};
  const auto limit = static_cast<double>(most);
  const double largest = largest_cost(rule.norm, shape, pixels);
  if (largest + 1 <= limit) return {static_cast<std::uint64_t>(largest) + 1, true};
  const double typical = typical_cost(rule.norm, shape);
  if (typical + 1 <= limit) return {static_cast<std::uint64_t>(typical) + 1, false};
  return {};
}

}  // namespace brink::device
