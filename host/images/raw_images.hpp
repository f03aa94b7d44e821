// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

namespace brink {

/// An array of a file as it stands there.
struct RawImages {
  std::vector<std::uint64_t> shape;
  std::uint32_t bits = 8;             ///< of the type: 8 or 16
  std::vector<std::uint16_t> values;  ///< row-major
};

/// What is accepted as the type of the numbers.
inline constexpr const char* accepted_image_types = "the types uint8 and uint16";

}  // namespace brink
