// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "cuda/half_binomial.hpp"

namespace brink {

/// The tables for numbers of coins up to `most`. The tables of each digit are made once for the
/// whole program, when they are first asked for, and the pointers stay valid. Thread-safe.
BinomialTables binomial_tables(std::uint32_t most);

}  // namespace brink
