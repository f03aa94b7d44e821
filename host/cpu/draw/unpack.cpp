// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/cpu/draw/unpack.hpp"

#include <utility>

#include "cuda/shape.hpp"

namespace brink {
namespace {

/// The compiler knows the bit depth and therefore unrolls the fields of a word.
template <std::uint32_t b>
void unpack(const std::uint32_t* words, std::size_t pixels, std::uint16_t* out) {
  constexpr std::uint32_t fields = 32 / b;
  constexpr std::uint32_t mask = (1u << b) - 1;
  std::size_t i = 0;
  for (; i + fields <= pixels; i += fields, ++words) {
    for (std::uint32_t field = 0; field < fields; ++field) {
      out[i + field] = static_cast<std::uint16_t>(*words >> (field * b) & mask);
    }
  }
  for (std::uint32_t field = 0; i < pixels; ++i, ++field) {
    out[i] = static_cast<std::uint16_t>(*words >> (field * b) & mask);
  }
}

template <std::size_t... depth>
void unpack_of(std::index_sequence<depth...>, const std::uint32_t* words, std::size_t pixels,
               std::uint32_t b, std::uint16_t* out) {
  ((b == depth + 1 ? unpack<depth + 1>(words, pixels, out) : void()), ...);
}

}  // namespace

void unpack_levels(const std::uint32_t* words, std::size_t pixels, std::uint32_t b,
                   std::uint16_t* out) {
  unpack_of(std::make_index_sequence<max_bit_depth>(), words, pixels, b, out);
}

}  // namespace brink
