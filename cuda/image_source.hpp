// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "cuda/philox.hpp"
#include "cuda/shape.hpp"

namespace brink {

/// Where the images of a run come from: Philox streams (`pixels`), a file (`images`) or, for the
/// exhaustive sampler, the number of the image itself, whose bits are the levels. Pixel i of image
/// e is then (e >> b i) & (q-1), which needs N b <= 32.
struct ImageSource {
  Shape shape;
  std::uint64_t seed = 1;
  bool exhaustive = false;
  /// The words of all images of a file, Shape::stored_words() each; null where none are stored.
  const std::uint32_t* stored = nullptr;

  /// Whether the words are those of Philox streams.
  BRINK_HD bool drawn() const { return !exhaustive && stored == nullptr; }

  /// Packed word `position` of an image. Unused high bits are not cleared.
  BRINK_HD std::uint32_t word(std::uint64_t image, std::uint64_t position) const {
    if (stored != nullptr) return stored[image * shape.stored_words() + position];
    if (!exhaustive) {
      return stream_word(shape.stream(Domain::image), seed, image, position);
    }
    const std::uint32_t bits = shape.pixels_per_word() * shape.b;
    const std::uint64_t shifted = image >> (position * bits);
    return static_cast<std::uint32_t>(shifted & ((std::uint64_t{1} << bits) - 1));
  }

  /// Level of pixel i = (channel n + row) n + column.
  BRINK_HD std::uint32_t level(std::uint64_t image, std::uint64_t i) const {
    const std::uint32_t fields = shape.pixels_per_word();
    const auto field = static_cast<std::uint32_t>(i % fields);
    return (word(image, i / fields) >> (field * shape.b)) & shape.top_level();
  }
};

}  // namespace brink
