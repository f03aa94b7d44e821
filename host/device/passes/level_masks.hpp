// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cuda/kernel/masks.hpp"
#include "host/config/config.hpp"
#include "host/device/runtime/buffer.hpp"

namespace brink::device {

/// The masks of one class at one shape (see host/cpu/draw/masks.hpp), made on the device and kept
/// there. They take as much memory as the packed words of an image, or twice that where weights
/// are 0: 32 MiB at n = 16384, h = b = 1.
class DeviceMasks {
 public:
  /// Masks that turn levels into caps of a half-space of weights -1, 0 and 1.
  static DeviceMasks of_caps(const ClassifierConfig& config, Shape shape);
  /// Masks that turn levels into their difference (XOR) from the centre image.
  static DeviceMasks of_centre(const ClassifierConfig& config, Shape shape);

  /// The masks as kernels see them. Valid as long as this object, even if it is moved.
  LevelMasks view() const { return {flip_.data(), keep_.data()}; }

 private:
  DeviceBuffer<Block> flip_;
  DeviceBuffer<Block> keep_;
};

}  // namespace brink::device
