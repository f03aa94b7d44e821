// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace brink {

/// Of a stratum of the sampler `tilted` and those above, the share that those above have
/// (docs/spec/random_streams.md#strata).
inline constexpr double stratum_ratio = 0.25;

/// How many strata there are where the share `tail` of a class is to be reached: the last one,
/// which is open, holds at most that share.
constexpr std::uint32_t strata_for(double tail) {
  std::uint32_t count = 1;
  for (double share = 1; share > tail; share *= stratum_ratio) ++count;
  return count;
}

}  // namespace brink
