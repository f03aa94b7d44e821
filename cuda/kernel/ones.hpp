// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime.h>

#include <cstdint>

#include "cuda/kernel/cells.hpp"
#include "cuda/kernel/image_blocks.hpp"
#include "cuda/kernel/masks.hpp"

namespace brink::device {

/// The most clients that share the words of an image. Each takes a register, and its masks some
/// 25 instructions a block, where drawing the block again takes 46.
inline constexpr std::uint32_t most_ones_clients = 4;

/// Classes for which the same ones are counted.
struct OnesClient {
  LevelMasks masks;
  unsigned long long* images_with = nullptr;  ///< [ones], for every number of ones
  /// Nearly all images have one of `window` numbers of ones, from `window_first` on. These are
  /// counted in shared memory.
  std::uint32_t window_first = 0;
  std::uint32_t window = 0;
  /// Where its window begins among those of all clients. Here and below 64 bits leave no padding,
  /// which the executor would clear; GCC 12 clears other bytes where there is an array of structs.
  std::uint64_t begin = 0;
};

struct OnesArguments {
  PhiloxSource source;
  LaunchRange range;
  OnesClient client[most_ones_clients];
  std::uint32_t clients = 1;
  /// Copies of the windows, a power of two. Warp i uses copy i mod copies. The launch gives words *
  /// copies words of dynamic shared memory.
  std::uint32_t copies = 1;
  std::uint64_t words = 0;  ///< of the windows of all clients
};

/// Count images by their number of ones, which is all that classes see at b = 1. Each image is
/// drawn by a thread, by a warp, or by a block. Classes are judged later, once for each number of
/// ones.
__global__ void tally_ones_by_thread(OnesArguments arguments);
__global__ void tally_ones_by_warp(OnesArguments arguments);
__global__ void tally_ones_by_block(OnesArguments arguments);

/// The same for several clients, whose masks are applied to words that are drawn once.
__global__ void tally_shared_ones_by_thread(OnesArguments arguments);
__global__ void tally_shared_ones_by_warp(OnesArguments arguments);
__global__ void tally_shared_ones_by_block(OnesArguments arguments);

}  // namespace brink::device
