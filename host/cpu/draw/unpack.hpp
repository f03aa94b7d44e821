// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

namespace brink {

/// Unpacks the first `pixels` levels of b bits from `words`, in pixel order
/// (docs/spec/random_streams.md#images).
void unpack_levels(const std::uint32_t* words, std::size_t pixels, std::uint32_t b,
                   std::uint16_t* out);

}  // namespace brink
