// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cuda/kernel/image_blocks.hpp"
#include "host/config/config.hpp"
#include "host/device/buffer.hpp"

namespace brink::device {

/// The masks of one class at one shape (see host/cpu/masks.hpp), made on the device and kept
/// there: an image's packed words once, or twice where weights are 0, so 32 MiB at n = 16384,
/// h = b = 1.
class DeviceMasks {
 public:
  /// Levels become caps of a half-space of weights -1, 0 and 1.
  static DeviceMasks of_caps(const ClassifierConfig& config, Shape shape);
  /// Levels become their difference (XOR) from the centre image.
  static DeviceMasks of_centre(const ClassifierConfig& config, Shape shape);

  /// Valid as long as this, also when it moves.
  LevelMasks view() const { return {flip_.data(), keep_.data()}; }

 private:
  DeviceBuffer<Block> flip_;
  DeviceBuffer<Block> keep_;
};

}  // namespace brink::device
