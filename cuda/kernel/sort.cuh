// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime.h>

#include <cstdint>

namespace brink::device {

/// Sorts `size` values in ascending order, by insertion, because a single thread has only a few.
__device__ inline void sort_alone(std::uint32_t* value, std::uint32_t size) {
  for (std::uint32_t end = 1; end < size; ++end) {
    const std::uint32_t moved = value[end];
    std::uint32_t place = end;
    for (; place > 0 && value[place - 1] > moved; --place) value[place] = value[place - 1];
    value[place] = moved;
  }
}

/// Sorts a power of two of values that all threads of a group see, by Batcher's bitonic sort. The
/// caller synchronises the group before; the function does so at its end.
template <class Group>
__device__ void sort_together(const Group& group, std::uint32_t* value, std::uint32_t size) {
  for (std::uint32_t run = 2; run <= size; run *= 2) {
    for (std::uint32_t gap = run / 2; gap > 0; gap /= 2) {
      for (std::uint32_t pair = group.rank(); pair < size / 2; pair += group.size()) {
        const std::uint32_t left = pair / gap * 2 * gap + pair % gap;
        const std::uint32_t a = value[left];
        const std::uint32_t b = value[left + gap];
        const bool ascending = (left & run) == 0;
        if ((a > b) == ascending) {
          value[left] = b;
          value[left + gap] = a;
        }
      }
      group.sync();
    }
  }
}

}  // namespace brink::device
