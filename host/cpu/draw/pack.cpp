// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/cpu/draw/pack.hpp"

#include <utility>

#include "cuda/shape.hpp"

namespace brink {
namespace {

/// The compiler knows the bit depth and therefore unrolls the fields of a word.
template <std::uint32_t b>
void pack(const std::uint16_t* levels, std::size_t pixels, std::uint32_t* words) {
  constexpr std::uint32_t fields = 32 / b;
  std::size_t i = 0;
  for (; i + fields <= pixels; i += fields, ++words) {
    std::uint32_t word = 0;
    for (std::uint32_t field = 0; field < fields; ++field) {
      word |= std::uint32_t{levels[i + field]} << (field * b);
    }
    *words = word;
  }
  if (i == pixels) return;
  *words = 0;
  for (std::uint32_t field = 0; i < pixels; ++i, ++field) {
    *words |= std::uint32_t{levels[i]} << (field * b);
  }
}

template <std::size_t... depth>
void pack_of(std::index_sequence<depth...>, const std::uint16_t* levels, std::size_t pixels,
             std::uint32_t b, std::uint32_t* words) {
  ((b == depth + 1 ? pack<depth + 1>(levels, pixels, words) : void()), ...);
}

}  // namespace

void pack_levels(const std::uint16_t* levels, std::size_t pixels, std::uint32_t b,
                 std::uint32_t* words) {
  pack_of(std::make_index_sequence<max_bit_depth>(), levels, pixels, b, words);
}

}  // namespace brink
