// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>

namespace brink::device {

/// Says how many images the next batch may have. A system ends the programs of a device that also
/// serves a screen, if a launch there takes some seconds. On such a device batches start small,
/// and grow as long as they take less than half of a quarter of a second.
class LaunchPacer {
 public:
  /// @param most images of a batch
  /// @param limited whether the system limits the time of a launch; otherwise a batch has `most`
  LaunchPacer(std::uint64_t most, bool limited)
      : limited_(limited),
        most_(most),
        images_(limited ? std::max<std::uint64_t>(1, most / first_part) : most) {}

  std::uint64_t images() const { return images_; }

  /// Tells how long a batch took, all its launches together.
  void took(std::uint64_t images, double seconds) {
    if (!limited_) return;
    if (seconds > most_seconds) {
      const double fitting = static_cast<double>(images) * most_seconds / (2 * seconds);
      images_ = std::max<std::uint64_t>(1, std::min(images_, static_cast<std::uint64_t>(fitting)));
    } else if (2 * seconds < most_seconds && images >= images_) {
      images_ = std::min(most_, 2 * images_);
    }
  }

 private:
  static constexpr double most_seconds = 0.25;
  static constexpr std::uint64_t first_part = 256;

  bool limited_;
  std::uint64_t most_;
  std::uint64_t images_;
};

}  // namespace brink::device
