// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cuda/classifier/hash/hashed_image.hpp"
#include "cuda/solver/step_classes.hpp"

namespace brink {

/// Looks for an image outside the class among those that differ in one pixel or two.
class FewPixelSearch {
 public:
  BRINK_HD FewPixelSearch(const HashedImage& image, Budget& budget, std::uint16_t* witness)
      : image_(image), budget_(budget), witness_(witness) {}

  /// Tries the changes of exactly these steps: of one pixel where `smaller` is 0, otherwise of
  /// two. Returns true and writes the witness at the first image outside. Returns false if there
  /// is none or once the budget is spent.
  BRINK_HD bool find(std::uint32_t larger, std::uint32_t smaller) {
    for (std::uint64_t i = 0; i < image_.shape.pixels(); ++i) {
      for (std::uint32_t way = 0; way < HashedImage::ways; ++way) {
        std::uint32_t to = 0;
        if (!image_.moved(i, larger, way, to)) continue;
        if (smaller == 0 && !budget_.spend()) return false;
        const HashPair hashes = image_.changed(image_.hashes, i, image_.level[i], to);
        if (smaller == 0 ? image_.outside(hashes)
                         : find_second(hashes, i, larger == smaller ? i + 1 : 0, smaller)) {
          if (witness_ != nullptr) witness_[i] = static_cast<std::uint16_t>(to);
          return true;
        }
        if (budget_.spent()) return false;
      }
    }
    return false;
  }

 private:
  /// Moves a second pixel, from number `begin` on, after `first` was moved.
  BRINK_HD bool find_second(const HashPair& hashes, std::uint64_t first, std::uint64_t begin,
                            std::uint32_t steps) {
    for (std::uint64_t i = begin; i < image_.shape.pixels(); ++i) {
      if (i == first) continue;
      for (std::uint32_t way = 0; way < HashedImage::ways; ++way) {
        std::uint32_t to = 0;
        if (!image_.moved(i, steps, way, to)) continue;
        if (!budget_.spend()) return false;
        if (!image_.outside(image_.changed(hashes, i, image_.level[i], to))) continue;
        if (witness_ != nullptr) witness_[i] = static_cast<std::uint16_t>(to);
        return true;
      }
    }
    return false;
  }

  const HashedImage& image_;
  Budget& budget_;
  std::uint16_t* witness_;  ///< a copy of the image so far
};

}  // namespace brink
