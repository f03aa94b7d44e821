// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime.h>

#include <cstdint>

#include "cuda/kernel/cells.hpp"
#include "cuda/kernel/image_blocks.hpp"

namespace brink::device {

/// How the device memory of a block is laid out, in 64-bit words: images in hand, four
/// levels to a word; what their scores left for the solver; their scores; and the scratch
/// of each thread that solves.
struct ImageMemory {
  std::uint32_t slots = 1;    ///< images in hand
  std::uint32_t solvers = 1;  ///< threads that solve
  std::uint64_t image_words = 0;
  std::uint64_t kept_words = 0;     ///< see whole_image.hpp
  std::uint64_t scratch_words = 0;  ///< the same

  BRINK_HD std::uint64_t slot_words() const { return image_words + kept_words + 1; }
  BRINK_HD std::uint64_t block_words() const {
    return slots * slot_words() + solvers * scratch_words;
  }
};

struct ImageArguments {
  BlockSource source;  ///< levels as they are
  Shape shape;
  ImageRange range;
  Cells cells;  ///< one
  ImageMemory memory;
  std::uint64_t* words = nullptr;  ///< [block][word of its memory]
  PhiloxKeys class_keys;           ///< hash: of its seed
};

/// Most threads of a block of these kernels.
inline constexpr std::uint32_t most_image_threads = 256;

/// Judge classes that see images whole (Statistic::image), a kernel each. An image of
/// these has no small statistic: the distance depends on which pixels have which level. A
/// block draws images into memory of its own, where they stay until they are solved, so
/// that only images in flight are held. The threads score one image after the other
/// together; once the block has a slot full of images inside, they solve them, an image at
/// one p to a thread.
__global__ void judge_hash(ImageArguments arguments);
__global__ void judge_voronoi(ImageArguments arguments);
__global__ void judge_network(ImageArguments arguments);

}  // namespace brink::device
