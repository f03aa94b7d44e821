// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

namespace brink {

/// Packs `pixels` levels of b bits into words (docs/spec/random_streams.md#images). Bits that
/// belong to no pixel are 0 in the last word.
void pack_levels(const std::uint16_t* levels, std::size_t pixels, std::uint32_t b,
                 std::uint32_t* words);

}  // namespace brink
