// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <vector>

#include "cuda/double_double.hpp"

namespace brink {

/// j^p for j in 0..levels-1, p > 0. Each is right to the last bits of a DoubleDouble,
/// independently of the machine's pow().
std::vector<DoubleDouble> power_table(double p, std::uint32_t levels);

}  // namespace brink
