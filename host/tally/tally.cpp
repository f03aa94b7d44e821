// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/tally/tally.hpp"

#include <numeric>

namespace brink {

void append(Tally& tally, std::uint64_t cost, std::uint64_t count) {
  if (tally.cost.empty() || tally.cost.back() != cost) {
    tally.cost.push_back(cost);
    tally.count.push_back(0);
  }
  tally.count.back() += count;
}

std::uint64_t image_count(const Tally& tally) {
  return std::accumulate(tally.count.begin(), tally.count.end(), std::uint64_t{0});
}

}  // namespace brink
