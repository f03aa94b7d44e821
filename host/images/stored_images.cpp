// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/images/stored_images.hpp"

namespace brink {

std::vector<std::uint32_t> packed_images(std::span<const std::uint16_t> levels, std::uint32_t bits,
                                         const Shape& shape) {
  const std::uint64_t pixels = shape.pixels();
  const std::uint64_t stride = shape.stored_words();
  const std::uint32_t fields = shape.pixels_per_word();
  std::vector<std::uint32_t> words(levels.size() / pixels * stride);
  for (std::uint64_t at = 0; at < levels.size(); ++at) {
    const std::uint64_t pixel = at % pixels;
    const std::uint32_t level = levels[at] >> (bits - shape.b);
    words[at / pixels * stride + pixel / fields] |= level << (pixel % fields * shape.b);
  }
  return words;
}

}  // namespace brink
