// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <memory>

#include "host/config/config.hpp"
#include "host/cpu/draw/chunk.hpp"
#include "host/cpu/simd/buffer.hpp"

namespace brink {

/// Masks that turn the levels of a chunk into the levels that a class counts: level = (word ^
/// flip) & keep, field by field. `keep` may be null. Where few words hold a pixel that counts,
/// `used` has a bit for each word of the chunk, and the masks are those of the used words alone,
/// without gaps.
struct MaskView {
  const std::uint32_t* flip = nullptr;
  const std::uint32_t* keep = nullptr;
  const std::uint8_t* used = nullptr;
};

/// Makes the masks of one class for one chunk after another.
class MaskSource {
 public:
  virtual ~MaskSource() = default;
  /// The masks of a chunk. Valid until the next call.
  virtual MaskView at(const Chunk& chunk) = 0;
};

/// Masks that turn levels into caps of a half-space of weights -1, 0 and 1: q-1-x where w < 0,
/// and 0 where w = 0. The zeros must be subtracted from the counts later.
std::unique_ptr<MaskSource> cap_masks(const ClassifierConfig& config, Shape shape);
/// Masks that turn levels into their difference (XOR) from the centre image.
std::unique_ptr<MaskSource> centre_masks(const ClassifierConfig& config, Shape shape);

}  // namespace brink
