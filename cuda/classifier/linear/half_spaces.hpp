// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "cuda/hd.hpp"
#include "cuda/shape.hpp"
#include "cuda/solver/alone.hpp"

namespace brink {

/// The most values that the half-spaces of a class may have in all; they take 1 GiB. The limit
/// also keeps every margin below 2^63.
inline constexpr std::uint64_t max_half_space_values = std::uint64_t{1} << 28;
/// The largest |w| that a file may hold. Differences of two of them, and of two levels, are at
/// most 2^16.
inline constexpr std::int64_t max_file_weight = std::int64_t{1} << 15;
/// The largest |threshold| and |offset|.
inline constexpr std::int64_t max_file_offset = std::int64_t{1} << 60;

/// Half-spaces whose intersection is a class: an image x is inside where every margin
/// 2 sum v_i x_i + offset is above 0.
struct HalfSpaces {
  std::uint32_t count = 0;
  std::uint32_t most_weight = 0;         ///< the largest |v_i| of all
  bool one_size = false;                 ///< in each half-space all nonzero |v_i| are equal
  const std::int32_t* weight = nullptr;  ///< [half-space * N + i]: v_i
  const std::int64_t* offset = nullptr;  ///< [half-space]
};

/// The pixels of an image with respect to one half-space. A step of pixel i against the sign of
/// v_i takes 2 |v_i| off the margin.
template <class Worker = Alone>
class LinearPixels {
 public:
  BRINK_HD LinearPixels(Shape shape, const HalfSpaces& spaces, std::uint32_t space,
                        const std::uint16_t* image)
      : image_(image),
        weight_(spaces.weight + space * shape.pixels()),
        pixels_(shape.pixels()),
        top_(shape.top_level()),
        most_weight_(spaces.most_weight) {}

  BRINK_HD std::uint64_t size() const { return pixels_; }
  BRINK_HD std::uint32_t most_weight() const { return most_weight_; }

  /// |v_i|, and the steps that pixel i can move.
  struct Pixel {
    std::uint32_t weight, cap;
  };
  BRINK_HD Pixel at(std::uint64_t i) const {
    const std::int32_t v = weight_[i];
    const std::uint32_t up = v < 0 ? top_ : 0;
    return {static_cast<std::uint32_t>(v > 0 ? v : -v), image_[i] ^ up};
  }

  /// Calls visit(|v_i|, the steps that pixel i can move that way, 1) for every pixel of the member.
  /// Neighbouring members take neighbouring pixels.
  template <class Visit>
  BRINK_HD void each(const Visit& visit) const {
    for (std::uint64_t i = Worker::rank(); i < pixels_; i += Worker::size) {
      const Pixel pixel = at(i);
      visit(pixel.weight, pixel.cap, std::uint64_t{1});
    }
  }

  /// Writes the image in which every pixel has taken steps(|v_i|, cap) steps.
  template <class Steps>
  BRINK_HD void move(Steps steps, std::uint16_t* out) const {
    for (std::uint64_t i = 0; i < pixels_; ++i) {
      const Pixel pixel = at(i);
      move_one(i, steps(pixel.weight, pixel.cap), out);
    }
  }
  /// Writes pixel i after so many steps.
  BRINK_HD void move_one(std::uint64_t i, std::uint32_t steps, std::uint16_t* out) const {
    out[i] = static_cast<std::uint16_t>(weight_[i] < 0 ? image_[i] + steps : image_[i] - steps);
  }

 private:
  const std::uint16_t* image_;
  const std::int32_t* weight_;
  std::uint64_t pixels_;
  std::uint32_t top_;
  std::uint32_t most_weight_;
};

}  // namespace brink
