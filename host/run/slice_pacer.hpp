// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>

namespace brink {

/// Decides how many images of a shape to draw before the run looks up again: to
/// save, to tell how far it is, to see whether it was interrupted. Which images a
/// slice holds changes no result.
class SlicePacer {
 public:
  /// @param parallel images that are worked on at once: fewer would leave
  ///        processors idle
  SlicePacer(std::uint64_t parallel, std::uint64_t pixels_per_image);

  /// Images of the next slice.
  std::uint64_t images() const { return images_; }

  /// How long that many images will take; 0 before the first slice.
  double seconds(std::uint64_t images) const {
    return seconds_per_image_ * static_cast<double>(images);
  }

  /// Whether that many images are expected to be done so soon that even an
  /// interrupted run should finish them.
  bool brief(std::uint64_t images) const;

  /// A slice is done, in that time of wall clock.
  void took(std::uint64_t images, double seconds);

 private:
  std::uint64_t parallel_;
  std::uint64_t pixels_per_image_;
  std::uint64_t images_;
  double seconds_per_image_ = 0;  ///< 0: not known yet
};

}  // namespace brink
