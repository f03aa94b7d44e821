// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "cuda/image_source.hpp"
#include "host/cpu/draw/chunk.hpp"
#include "host/cpu/draw/row_drawer.hpp"
#include "host/cpu/draw/stream_window.hpp"
#include "host/cpu/simd/buffer.hpp"

namespace brink {

/// Draws packed levels of the images of a source, whatever its kind, a chunk at a time: the words
/// of ImageSource::word.
class ImageDrawer {
 public:
  explicit ImageDrawer(const ImageSource& source);

  /// Writes the words of the chunk's blocks. Bits that belong to no pixel are not cleared. The
  /// order may be `any` only where the chunk fills its blocks.
  void draw_words(std::uint64_t image, const Chunk& chunk, std::uint32_t* out,
                  simd::WordOrder order = simd::WordOrder::of_stream);
  /// The same, and clears what follows the chunk's pixels, up to the padding. `out` must have room
  /// for chunk_words. Any chunk may have any order.
  void draw_chunk(std::uint64_t image, const Chunk& chunk, std::uint32_t* out,
                  simd::WordOrder order = simd::WordOrder::of_stream);

 private:
  void draw_rows(std::uint64_t image, const Chunk& chunk, std::uint32_t* out);
  void draw_ball(std::uint64_t image, const Chunk& chunk, std::uint32_t* out);

  ImageSource source_;
  RowDrawer rows_;
  std::vector<std::uint16_t> levels_;
  StreamWindow choices_;  ///< of ball: the centre, and the pixels that are drawn anew
  Buffer<std::uint32_t> noise_;
};

}  // namespace brink
