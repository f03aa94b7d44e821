// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>

namespace brink::bench {

/// The yardstick: Philox4x32-10 blocks 0..count-1 of one stream, made by the
/// vector code that draws images and XORed together where they arise, so that
/// nothing is stored or counted. Follows simd::force_instruction_set().
/// Returns the XOR of both 64-bit halves of all blocks.
std::uint64_t raw_blocks(std::uint64_t seed, std::uint64_t index, std::uint64_t count);

/// The same with another number of vectors in flight, 1, 2, 3, 4, 6 or 8.
/// @throw std::invalid_argument at any other number
std::uint64_t raw_blocks_in_flight(int vectors, std::uint64_t seed, std::uint64_t index,
                                   std::uint64_t count);

}  // namespace brink::bench
