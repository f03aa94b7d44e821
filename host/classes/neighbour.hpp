// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace brink {

/// A level one step away, lower if possible.
inline std::uint16_t neighbour(std::uint16_t level) {
  return static_cast<std::uint16_t>(level > 0 ? level - 1 : 1);
}

}  // namespace brink
