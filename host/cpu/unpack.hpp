// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

namespace brink {

/// The first `pixels` levels of b bits packed in `words` (spec, section 2), in pixel order.
void unpack_levels(const std::uint32_t* words, std::size_t pixels, std::uint32_t b,
                   std::uint16_t* out);

}  // namespace brink
