// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/device/passes/level_masks.hpp"

#include "host/cpu/draw/masks.hpp"
#include "tests/device/execution.hpp"

namespace brink::device {
namespace {

using LevelMasks = DeviceTest;

std::vector<std::uint32_t> words_of(const Block* blocks, Shape shape) {
  std::vector<std::uint32_t> words(shape.blocks() * 4);
  EXPECT_EQ(cudaMemcpy(words.data(), blocks, words.size() * sizeof(std::uint32_t),
                       cudaMemcpyDeviceToHost),
            cudaSuccess);
  return words;
}

void expect_masks(const DeviceMasks& device, MaskSource& host, Shape shape) {
  const auto flip = words_of(device.view().flip, shape);
  std::vector<std::uint32_t> keep;
  if (device.view().keep != nullptr) keep = words_of(device.view().keep, shape);
  for (std::size_t position = 0; position < chunk_count(shape); ++position) {
    const Chunk chunk = chunk_at(shape, position);
    const MaskView view = host.at(chunk);
    ASSERT_EQ(view.keep != nullptr, !keep.empty());
    for (std::size_t word = 0; word < chunk.words; ++word) {
      const std::size_t at = chunk.first_word + word;
      // Fields behind the last pixel are cleared later.
      const std::uint32_t pixels =
          word + 1 == chunk.words ? last_word_mask(shape, chunk) : ~std::uint32_t{0};
      ASSERT_EQ(flip[at] & pixels, view.flip[word]) << "n=" << shape.n << " b=" << shape.b;
      if (view.keep != nullptr) {
        ASSERT_EQ(keep[at], view.keep[word]) << at;
      }
    }
  }
}

TEST_F(LevelMasks, AreThoseOfTheHost) {
  for (const Shape shape : {Shape{1, 1, 16}, Shape{5, 1, 1}, Shape{7, 2, 2}, Shape{5, 3, 3},
                            Shape{129, 1, 8}, Shape{33, 1, 13}, Shape{300, 1, 1}}) {
    ClassifierConfig config;
    config.seed = 0x123456789abcdef0;
    config.density = 0.4;
    for (const char* kind : {"rademacher", "sparse"}) {
      config.weights = kind;
      expect_masks(DeviceMasks::of_caps(config, shape), *cap_masks(config, shape), shape);
    }
    expect_masks(DeviceMasks::of_centre(config, shape), *centre_masks(config, shape), shape);
  }
}

}  // namespace
}  // namespace brink::device
