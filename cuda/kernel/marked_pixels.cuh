// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime.h>

#include <cstdint>

#include "cuda/kernel/image_blocks.hpp"
#include "cuda/kernel/weight_table.hpp"

namespace brink::device {

/// Draws one block of the levels of an image and calls visit(number, cap) with what the mark of
/// each pixel says. The number 0 is to be ignored. The places of `marks` are those of PixelOrder.
template <class Word, class Visit>
__device__ void each_marked_pixel(const ImageBlocks<false>& image, const PixelOrder& order,
                                  std::uint32_t block, const Word* marks, const Visit& visit) {
  using Mark = PixelMark<Word>;
  struct alignas(PixelOrder::words * sizeof(Word)) Four {
    Word mark[PixelOrder::words];
  };
  const std::uint32_t b = order.shape.b;
  const std::uint32_t top = order.shape.top_level();
  Block words = image[block];
  const Four* four = reinterpret_cast<const Four*>(marks) + order.first_four(block);
  for (std::uint32_t field = order.shape.pixels_per_word(); field > 0; --field) {
    const Four here = *four;
    four += PixelOrder::lanes;
    for (std::uint32_t word = 0; word < PixelOrder::words; ++word) {
      visit(Mark::number(here.mark[word]), Mark::cap(here.mark[word], words.word[word], top));
      words.word[word] >>= b;
    }
  }
}

}  // namespace brink::device
