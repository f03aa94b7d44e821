// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "cuda/classifier/voronoi/prototypes.hpp"
#include "cuda/hd.hpp"
#include "cuda/shape.hpp"
#include "cuda/solver/alone.hpp"

namespace brink {

/// The pixels of an image x with respect to one half-space: that of the images nearer to
/// prototype 0 than to another prototype c. Its weights are w_i = c_i - c0_i, and a step of pixel
/// i towards the sign of w_i brings x nearer to the other side by |w_i|.
template <class Worker = Alone>
class HalfSpacePixels {
 public:
  BRINK_HD HalfSpacePixels(Shape shape, const Prototypes& prototypes, std::uint32_t other,
                           const std::uint16_t* image)
      : image_(image),
        own_(prototypes.level),
        other_(prototypes.level + other / 2 * shape.pixels()),
        pixels_(shape.pixels()),
        top_(shape.top_level()),
        flip_(other % 2 == 1 ? top_ : 0) {}

  BRINK_HD std::uint64_t size() const { return pixels_; }
  BRINK_HD std::uint32_t most_weight() const { return top_; }

  /// Calls visit(|w_i|, the steps that pixel i can move that way, 1) for every pixel of the member.
  /// Neighbouring members take neighbouring pixels.
  template <class Visit>
  BRINK_HD void each(const Visit& visit) const {
    for (std::uint64_t i = Worker::rank(); i < pixels_; i += Worker::size) {
      // This avoids a branch that no processor could predict: q-1-x is x with all bits flipped.
      const std::int32_t w = weight(i);
      const std::uint32_t up = w > 0 ? top_ : 0;
      visit(static_cast<std::uint32_t>(w > 0 ? w : -w), image_[i] ^ up, std::uint64_t{1});
    }
  }

  /// Writes the image in which every pixel has taken steps(|w_i|, cap) steps.
  template <class Steps>
  BRINK_HD void move(Steps steps, std::uint16_t* out) const {
    std::uint64_t i = 0;
    each([&](std::uint32_t size, std::uint32_t cap, std::uint64_t) {
      const std::uint32_t taken = steps(size, cap);
      out[i] = static_cast<std::uint16_t>(weight(i) > 0 ? image_[i] + taken : image_[i] - taken);
      ++i;
    });
  }

 private:
  /// The negative's level is q-1-c, which is c with all bits flipped.
  BRINK_HD std::int32_t weight(std::uint64_t i) const {
    return static_cast<std::int32_t>(other_[i] ^ flip_) - own_[i];
  }

  const std::uint16_t* image_;
  const std::uint16_t* own_;
  const std::uint16_t* other_;
  std::uint64_t pixels_;
  std::uint32_t top_;
  std::uint32_t flip_;
};

/// The same half-space for an image that could move every pixel all the way. No image pays less
/// for a gain than this one, and |w| alone describes its pixels.
template <class Worker = Alone>
class FreePixels {
 public:
  /// `count` holds the number of pixels with each |w| of 0..q-1.
  BRINK_HD FreePixels(const std::uint32_t* count, std::uint32_t top_level)
      : count_(count), top_(top_level) {}

  BRINK_HD std::uint64_t size() const { return top_; }
  BRINK_HD std::uint32_t most_weight() const { return top_; }

  template <class Visit>
  BRINK_HD void each(const Visit& visit) const {
    for (std::uint32_t weight = 1 + Worker::rank(); weight <= top_; weight += Worker::size) {
      if (count_[weight] > 0) visit(weight, top_, std::uint64_t{count_[weight]});
    }
  }

 private:
  const std::uint32_t* count_;
  std::uint32_t top_;
};

}  // namespace brink
