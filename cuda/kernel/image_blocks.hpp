// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "cuda/hd_called.hpp"
#include "cuda/image_source.hpp"
#include "cuda/kernel/philox_stream.hpp"

namespace brink::device {

/// Gives images as Philox blocks of packed levels. Bits that belong to no pixel are zero.
struct PhiloxSource {
  PhiloxKeys keys;
  std::uint32_t stream = 0;
  std::uint32_t blocks = 0;       ///< Philox blocks of an image
  std::uint32_t full_blocks = 0;  ///< blocks that hold nothing but pixels
  std::uint32_t tail[4] = {};     ///< the pixels' bits in the words of the last block, if not full
  bool exhaustive = false;        ///< the image is its number, in one word (N b <= 32)
  /// [place][block] of images in device memory, or null. Image e lies at place e & stored_mask.
  const Block* stored = nullptr;
  std::uint64_t stored_mask = ~std::uint64_t{0};

  PhiloxSource() = default;
  explicit PhiloxSource(const ImageSource& source)
      : keys(source.seed),
        stream(source.shape.stream(Domain::image)),
        blocks(static_cast<std::uint32_t>(source.shape.blocks())),
        exhaustive(source.exhaustive),
        stored(reinterpret_cast<const Block*>(source.stored)),
        stored_mask(source.stored_mask) {
    const Shape& shape = source.shape;
    const std::uint32_t fields = shape.pixels_per_word();
    full_blocks = static_cast<std::uint32_t>(shape.pixels() / (4 * fields));
    std::uint64_t left = shape.pixels() % (4 * fields);
    for (std::uint32_t& word : tail) {
      const std::uint64_t here = left < fields ? left : fields;
      const std::uint64_t bits = here * shape.b;
      word = static_cast<std::uint32_t>((std::uint64_t{1} << bits) - 1);
      left -= here;
    }
  }

  /// Whether images are the stream's blocks as they are, except for the tail.
  BRINK_HD bool plain() const { return !exhaustive && stored == nullptr; }
};

/// The blocks of one image. `plain` promises that source.plain() holds, so that the hot loop need
/// not ask.
template <bool plain>
class ImageBlocks {
 public:
  BRINK_HD ImageBlocks(const PhiloxSource& source, std::uint64_t image)
      : source_(source), image_(image), stream_(source.keys, source.stream, image) {}

  BRINK_HD Block operator[](std::uint32_t position) const {
    Block block = untrimmed(position);
    if (position >= source_.full_blocks) trim(block);
    return block;
  }

  /// Calls visit(position, block) for every step-th block from `begin` up to `end`. Only the last
  /// block of an image can hold bits that belong to no pixel, so it is drawn outside of the loop
  /// and the loop need not ask. A turn of the loop has `unrolled` blocks.
  template <int unrolled, class Visit>
  BRINK_HD void each(std::uint32_t begin, std::uint32_t end, std::uint32_t step,
                     const Visit& visit) const {
    const std::uint32_t full = end < source_.full_blocks ? end : source_.full_blocks;
    std::uint32_t position = begin;
    BRINK_UNROLLED(unrolled)
    for (; position < full; position += step) visit(position, untrimmed(position));
    if (position >= end) return;
    Block last = untrimmed(position);
    trim(last);
    visit(position, last);
  }

 private:
  BRINK_HD Block untrimmed(std::uint32_t position) const {
    Block block;
    if (plain || (!source_.exhaustive && source_.stored == nullptr)) {
      block = stream_[position];
    } else if (source_.stored != nullptr) {
      block = source_.stored[(image_ & source_.stored_mask) * source_.blocks + position];
    } else {
      block = Block{{static_cast<std::uint32_t>(image_), 0, 0, 0}};
    }
    return block;
  }
  BRINK_HD void trim(Block& block) const {
    for (int i = 0; i < 4; ++i) block.word[i] &= source_.tail[i];
  }

  const PhiloxSource& source_;
  std::uint64_t image_;
  PhiloxStream stream_;
};

}  // namespace brink::device
