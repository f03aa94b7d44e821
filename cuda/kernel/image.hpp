// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime.h>

#include <cstdint>

#include "cuda/kernel/cells.hpp"
#include "cuda/kernel/image_blocks.hpp"

namespace brink::device {

/// How the device memory of a block is laid out, in 64-bit words. Each slot holds an image in
/// hand, four levels to a word, then the kept words of its score, then the score. The scratch of
/// each solver comes after the slots, at a multiple of 16 bytes.
struct ImageMemory {
  std::uint32_t slots = 1;    ///< images in hand
  std::uint32_t solvers = 1;  ///< threads or warps that solve
  std::uint64_t image_words = 0;
  std::uint64_t kept_words = 0;     ///< see cuda/classifier/whole_image.hpp
  std::uint64_t scratch_words = 0;  ///< see cuda/classifier/whole_image.hpp

  BRINK_HD std::uint64_t slot_words() const { return (image_words + kept_words + 2) / 2 * 2; }
  /// The scratch of a solver. What follows can be loaded 16 bytes at a time.
  BRINK_HD std::uint64_t solver_words() const { return (scratch_words + 1) / 2 * 2; }
  BRINK_HD std::uint64_t block_words() const {
    return slots * slot_words() + solvers * solver_words();
  }
};

struct ImageArguments {
  PhiloxSource source;  ///< levels as they are
  Shape shape;
  LaunchRange range;
  Cells cells;  ///< one cell
  ImageMemory memory;
  std::uint64_t* words = nullptr;  ///< [block][word of its memory]
  PhiloxKeys class_keys;           ///< hash: the keys of the class's seed
};

/// The most threads that a block of these kernels has.
inline constexpr std::uint32_t most_image_threads = 256;

/// Kernels that judge classes that see images whole (Statistic::image), one for each class. An
/// image of such a class has no small statistic, because the distance depends on which pixels
/// have which level. A block draws images into memory of its own and keeps them until they are
/// solved, so that only the images in work are held. All threads of the block score one image
/// after another. As soon as every slot holds an image inside the class, these images are solved:
/// for `hash` each thread takes one image at one p, for the others, whose searches are long, each
/// warp.
__global__ void judge_hash(ImageArguments arguments);
__global__ void judge_voronoi(ImageArguments arguments);
__global__ void judge_linear(ImageArguments arguments);
__global__ void judge_table(ImageArguments arguments);
__global__ void judge_network(ImageArguments arguments);

}  // namespace brink::device
