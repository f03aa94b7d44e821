// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <memory>

#include "host/config/config.hpp"
#include "host/cpu/buffer.hpp"
#include "host/cpu/chunk.hpp"

namespace brink {

/// Masks that turn a chunk's levels into those a class counts: level =
/// (word ^ flip) & keep, field by field. `keep` may be null.
struct MaskView {
  const std::uint32_t* flip = nullptr;
  const std::uint32_t* keep = nullptr;
};

/// Makes the masks of one class for one chunk after another.
class MaskSource {
 public:
  virtual ~MaskSource() = default;
  /// Valid until the next call.
  virtual MaskView at(const Chunk& chunk) = 0;
};

/// Levels become caps of a half-space of weights -1, 0 and 1: q-1-x where w < 0,
/// and 0, to be discounted, where w = 0.
std::unique_ptr<MaskSource> cap_masks(const ClassifierConfig& config, Shape shape);
/// Levels become their difference (XOR) from the centre image.
std::unique_ptr<MaskSource> centre_masks(const ClassifierConfig& config, Shape shape);

}  // namespace brink
