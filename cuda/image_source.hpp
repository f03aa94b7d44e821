// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "cuda/philox.hpp"
#include "cuda/shape.hpp"

namespace brink {

/// Where the images of a run come from: Philox streams (`pixels`), or, for the
/// exhaustive sampler, the image number itself, whose bits are the levels:
/// pixel i of image e is (e >> b i) & (q-1), so N b <= 32.
struct ImageSource {
  Shape shape;
  std::uint64_t seed = 1;
  bool exhaustive = false;

  /// Packed word `position` of an image; unused high bits are not cleared.
  BRINK_HD std::uint32_t word(std::uint64_t image, std::uint64_t position) const {
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
