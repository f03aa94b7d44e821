// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "cuda/half_binomial.hpp"

namespace brink {

/// The tables that numbers of coins up to `most` need. Each digit's table is made
/// once for the whole program, when it is first asked for; the pointers stay
/// valid. Safe to call from several threads.
BinomialTables binomial_tables(std::uint32_t most);

}  // namespace brink
