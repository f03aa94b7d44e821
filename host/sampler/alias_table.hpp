// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

namespace brink {

/// The columns of an AliasTable whose outcome i has exactly the probability weight[i]/2^64.
///
/// @param weight [outcome] a power of two of weights, from 2 to 2^32, whose sum is 2^64
/// @throw std::invalid_argument otherwise
std::vector<std::uint64_t> alias_columns(const std::vector<std::uint64_t>& weight);

}  // namespace brink
