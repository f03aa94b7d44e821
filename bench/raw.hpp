// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>

namespace brink::bench {

/// The raw generator, with which other work is compared. It makes Philox4x32-10 blocks 0..count-1
/// of one stream by the vector code that draws images. It XORs them together as they are made, so
/// that nothing is stored or counted. Follows simd::force_instruction_set(). Returns the XOR of
/// both 64-bit halves of all blocks.
std::uint64_t raw_blocks(std::uint64_t seed, std::uint64_t index, std::uint64_t count);

/// Does the same with another number of vectors in work: 1, 2, 3, 4, 6 or 8.
/// @throw std::invalid_argument at any other number
std::uint64_t raw_blocks_in_flight(int vectors, std::uint64_t seed, std::uint64_t index,
                                   std::uint64_t count);

}  // namespace brink::bench
