// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace brink {

/// The numbers of ones that all but about one in 10^15 images of two levels have: those that
/// differ from N/2 by up to 4 sqrt(N), which is 8 standard deviations. There are `size` of them
/// from `first` on.
struct ListedOnes {
  std::uint64_t first;
  std::uint64_t size;

  explicit ListedOnes(std::uint64_t pixels) {
    constexpr double root_pixels = 4;
    const auto reach =
        static_cast<std::uint64_t>(root_pixels * std::sqrt(static_cast<double>(pixels)));
    first = pixels / 2 - std::min(pixels / 2, reach);
    size = 2 * reach + 1;
  }
};

}  // namespace brink
