// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cuda/classifier/hash/hashed_image.hpp"

namespace brink {

/// Looks for an image outside the class among those whose largest change is a given number of
/// steps. Any number of pixels may change (p = inf).
class ManyPixelSearch {
 public:
  BRINK_HD ManyPixelSearch(const HashedImage& image, Budget& budget)
      : image_(image), budget_(budget) {}

  /// Returns true at the first image outside, and false if there is none or once the budget is
  /// spent. One pixel, the leader, changes by exactly `steps`. Pixels before the leader change by
  /// less, pixels behind it by no more. So the search meets every image once.
  BRINK_HD bool find(std::uint32_t steps) {
    steps_ = steps;
    for (leader_ = 0; leader_ < image_.shape.pixels(); ++leader_) {
      for (std::uint32_t way = 0; way < HashedImage::ways; ++way) {
        if (!image_.moved(leader_, steps, way, leader_level_)) continue;
        if (find_others(
                image_.changed(image_.hashes, leader_, image_.level[leader_], leader_level_))) {
          return true;
        }
        if (budget_.spent()) return false;
      }
    }
    return false;
  }

  /// Changes a copy of the image into the image that was found.
  BRINK_HD void write(std::uint16_t* witness) const {
    witness[leader_] = static_cast<std::uint16_t>(leader_level_);
    for (std::uint32_t d = 0; d < digits_; ++d) {
      witness[pixel_of(d)] = static_cast<std::uint16_t>(digit_[d]);
    }
  }

 private:
  /// Each digit has two values or more, so a budget below 2^32 is spent before more than this
  /// many digits have moved.
  static constexpr std::uint32_t most_digits = 32;

  /// The pixels that count up, the fastest first: those behind the leader, then those before it.
  BRINK_HD std::uint64_t pixel_of(std::uint32_t digit) const {
    const std::uint64_t behind = image_.shape.pixels() - 1 - leader_;
    return digit < behind ? leader_ + 1 + digit : digit - behind;
  }
  BRINK_HD std::uint32_t reach_of(std::uint64_t pixel) const {
    return pixel > leader_ ? steps_ : steps_ - 1;
  }
  BRINK_HD std::uint32_t lowest(std::uint64_t pixel) const {
    const std::uint32_t level = image_.level[pixel];
    return level > reach_of(pixel) ? level - reach_of(pixel) : 0;
  }
  BRINK_HD std::uint32_t highest(std::uint64_t pixel) const {
    const std::uint32_t level = image_.level[pixel] + reach_of(pixel);
    return level < image_.shape.top_level() ? level : image_.shape.top_level();
  }

  /// Goes through the levels of all other pixels like an odometer. Its digits begin at the
  /// image's own levels and wrap around there.
  BRINK_HD bool find_others(HashPair hashes) {
    digits_ = 0;
    do {
      if (!budget_.spend()) return false;
      if (image_.outside(hashes)) return true;
    } while (count_up(hashes));
    return false;
  }

  /// Returns false once every digit has wrapped around.
  BRINK_HD bool count_up(HashPair& hashes) {
    for (std::uint32_t d = 0; d < most_digits && d + 1 < image_.shape.pixels(); ++d) {
      const std::uint64_t pixel = pixel_of(d);
      if (reach_of(pixel) == 0) return false;  // nor can later digits
      const std::uint32_t own = image_.level[pixel];
      if (d == digits_) digit_[digits_++] = own;
      const std::uint32_t from = digit_[d];
      const std::uint32_t to = from == highest(pixel) ? lowest(pixel) : from + 1;
      hashes = image_.changed(hashes, pixel, from, to);
      digit_[d] = to;
      if (to != own) return true;
    }
    return false;
  }

  const HashedImage& image_;
  Budget& budget_;
  std::uint32_t steps_ = 0;
  std::uint64_t leader_ = 0;
  std::uint32_t leader_level_ = 0;
  std::uint32_t digits_ = 0;               ///< how many digits have moved
  std::uint32_t digit_[most_digits] = {};  ///< the levels of these digits
};

}  // namespace brink
