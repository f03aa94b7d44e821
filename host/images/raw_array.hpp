// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <type_traits>
#include <vector>

namespace brink {

/// An array of a file as it stands there. `Value` is std::uint16_t for images, which have unsigned
/// integers of 8 or 16 bits, and std::int32_t for integers of any size.
template <class Value>
struct RawArray {
  std::vector<std::uint64_t> shape;
  std::uint32_t bits = 8;     ///< of the file's type
  std::vector<Value> values;  ///< row-major
};

template <class Value>
inline constexpr bool any_integers = std::is_same_v<Value, std::int32_t>;

/// What is accepted as the type of the numbers.
inline constexpr const char* accepted_image_types = "the types uint8 and uint16";
template <class Value>
inline constexpr const char* accepted_types =
    any_integers<Value> ? "integers of 8 to 64 bits" : accepted_image_types;

}  // namespace brink
