// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>

namespace brink {

/// Decides how many images of a shape a run draws before it saves, shows its progress and checks
/// whether it was interrupted. The choice of the slices changes no result.
class SlicePacer {
 public:
  /// @param parallel how many images are in work at once at least; fewer would leave processors
  /// idle
  SlicePacer(std::uint64_t parallel, std::uint64_t pixels_per_image);

  /// The number of images of the next slice.
  std::uint64_t images() const { return images_; }

  /// The time that so many images will take; 0 before the first slice.
  double seconds(std::uint64_t images) const {
    return seconds_per_image_ * static_cast<double>(images);
  }

  /// Whether so many images will probably be done so soon that even an interrupted run should
  /// finish them.
  bool brief(std::uint64_t images) const;

  /// Notes that so many images can be in work at once. A slice of fewer may take as long, so slices
  /// grow until they have so many, or take long themselves.
  void can_hold(std::uint64_t images) { in_flight_ = images; }

  /// Notes that a slice of so many images took so many seconds of wall-clock time.
  void took(std::uint64_t images, double seconds);

 private:
  std::uint64_t parallel_;
  std::uint64_t in_flight_ = 0;
  std::uint64_t pixels_per_image_;
  std::uint64_t images_;
  double seconds_per_image_ = 0;  ///< 0: not known yet
};

}  // namespace brink
