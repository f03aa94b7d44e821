// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "cuda/philox.hpp"

namespace brink::device {

/// The keys of every Philox round under one seed. The host makes them once: as part of a kernel's
/// arguments they are operands that cost no instruction.
struct PhiloxKeys {
  std::uint32_t key[PhiloxConstants::rounds][2] = {};

  PhiloxKeys() = default;
  explicit PhiloxKeys(std::uint64_t seed) {
    auto low = static_cast<std::uint32_t>(seed);
    auto high = static_cast<std::uint32_t>(seed >> 32);
    for (auto& round : key) {
      round[0] = low;
      round[1] = high;
      low += PhiloxConstants::weyl_0;
      high += PhiloxConstants::weyl_1;
    }
  }
};

/// The Philox blocks of one stream (see stream_block). Only the first word of their counters
/// changes, so what the first three rounds make of the other words is computed once. That leaves
/// 18 of 20 multiplications for each block and, with the keys at hand, saves 18 additions.
class PhiloxStream {
 public:
  BRINK_HD PhiloxStream(const PhiloxKeys& keys, std::uint32_t stream, std::uint64_t index)
      : keys_(keys.key) {
    // Round 1 makes (a, b, c, d) of (block, index, index >> 32, stream). Here a and b are final,
    // c lacks what the block's number adds, and d depends on the block's number alone.
    const std::uint64_t from_c = std::uint64_t{C::multiplier_1} * (index >> 32);
    const std::uint32_t a = high(from_c) ^ static_cast<std::uint32_t>(index) ^ keys_[0][0];
    first_c_ = stream ^ keys_[0][1];
    // After round 2 all of a is known.
    const std::uint64_t from_a = std::uint64_t{C::multiplier_0} * a;
    second_a_ = static_cast<std::uint32_t>(from_c) ^ keys_[1][0];
    second_c_ = high(from_a) ^ keys_[1][1];
    third_c_ = static_cast<std::uint32_t>(from_a) ^ keys_[2][1];
  }

  BRINK_HD Block operator[](std::uint32_t block) const {
    std::uint64_t from_a = std::uint64_t{C::multiplier_0} * block;
    std::uint32_t c = high(from_a) ^ first_c_;
    std::uint32_t d = static_cast<std::uint32_t>(from_a);
    std::uint64_t from_c = std::uint64_t{C::multiplier_1} * c;
    std::uint32_t a = high(from_c) ^ second_a_;
    std::uint32_t b = static_cast<std::uint32_t>(from_c);
    c = d ^ second_c_;
    from_a = std::uint64_t{C::multiplier_0} * a;
    from_c = std::uint64_t{C::multiplier_1} * c;
    a = high(from_c) ^ b ^ keys_[2][0];
    b = static_cast<std::uint32_t>(from_c);
    c = high(from_a) ^ third_c_;
    d = static_cast<std::uint32_t>(from_a);
    for (int round = 3; round < C::rounds; ++round) {
      from_a = std::uint64_t{C::multiplier_0} * a;
      from_c = std::uint64_t{C::multiplier_1} * c;
      a = high(from_c) ^ b ^ keys_[round][0];
      b = static_cast<std::uint32_t>(from_c);
      c = high(from_a) ^ d ^ keys_[round][1];
      d = static_cast<std::uint32_t>(from_a);
    }
    return Block{{a, b, c, d}};
  }

 private:
  using C = PhiloxConstants;
  BRINK_HD static std::uint32_t high(std::uint64_t product) {
    return static_cast<std::uint32_t>(product >> 32);
  }

  const std::uint32_t (*keys_)[2];
  std::uint32_t first_c_;   ///< is added to c by the first round
  std::uint32_t second_a_;  ///< is added to a and c by the second round
  std::uint32_t second_c_;
  std::uint32_t third_c_;  ///< is added to c by the third round
};

}  // namespace brink::device
