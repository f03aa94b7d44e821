// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "cuda/distribution.hpp"
#include "cuda/philox.hpp"
#include "cuda/shape.hpp"

namespace brink {

/// Where the images of a run come from: Philox streams, directly (`pixels`) or by way of another
/// distribution; words that are stored (`images`); or, for the exhaustive sampler, the number of
/// the image itself, whose bits are the levels. Pixel i of image e is then (e >> b i) & (q-1),
/// which needs N b <= 32.
struct ImageSource {
  Shape shape;
  std::uint64_t seed = 1;
  bool exhaustive = false;
  /// Images that are stored, Shape::stored_words() words each; null where none are.
  const std::uint32_t* stored = nullptr;
  Distribution distribution = {};
  /// Image e is stored at place e & stored_mask.
  std::uint64_t stored_mask = ~std::uint64_t{0};

  /// Whether the images are drawn, and not uniform.
  BRINK_HD bool distributed() const {
    return stored == nullptr && distribution.kind != Distribution::Kind::uniform;
  }
  /// Whether the words are those of Philox streams.
  BRINK_HD bool drawn() const { return !exhaustive && stored == nullptr && !distributed(); }

  /// The words of an image that is stored.
  BRINK_HD const std::uint32_t* stored_image(std::uint64_t image) const {
    return stored + (image & stored_mask) * shape.stored_words();
  }

  /// Packed word `position` of an image. Unused high bits are not cleared.
  BRINK_HD std::uint32_t word(std::uint64_t image, std::uint64_t position) const {
    if (stored != nullptr) return stored_image(image)[position];
    if (distributed()) {
      const Block block = distributed_block(distribution, shape, seed, image, position / 4);
      return block.word[position % 4];
    }
    if (!exhaustive) {
      return stream_word(shape.stream(Domain::image), seed, image, position);
    }
    const std::uint32_t bits = shape.pixels_per_word() * shape.b;
    const std::uint64_t shifted = image >> (position * bits);
    return static_cast<std::uint32_t>(shifted & ((std::uint64_t{1} << bits) - 1));
  }

  /// Level of pixel i = (channel n + row) n + column.
  BRINK_HD std::uint32_t level(std::uint64_t image, std::uint64_t i) const {
    if (distributed()) return distributed_level(distribution, shape, seed, image, i);
    const std::uint32_t fields = shape.pixels_per_word();
    const auto field = static_cast<std::uint32_t>(i % fields);
    return (word(image, i / fields) >> (field * shape.b)) & shape.top_level();
  }
};

}  // namespace brink
