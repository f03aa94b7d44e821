// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>

#include "host/cpu/group/group.hpp"
#include "host/mpi/blocks.hpp"

namespace brink {

/// Whether a range is so long that sharing it is worth the messages.
bool worth_sharing(const GroupJob& job, std::uint64_t images);

inline bool same_shape(const Shape& a, const Shape& b) {
  return a.n == b.n && a.h == b.h && a.b == b.b;
}

/// The sizes of blocks for the images of a group. `fixed` has the meaning of BlockSizes::fixed.
BlockSizes block_sizes(const GroupJob& job, std::uint64_t fixed);

}  // namespace brink
