// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>

#include "host/cpu/group.hpp"
#include "host/mpi/blocks.hpp"

namespace brink {

/// Whether a range is so long that it is worth the messages to share it.
bool worth_sharing(const GroupJob& job, std::uint64_t images);

inline bool same_shape(const Shape& a, const Shape& b) {
  return a.n == b.n && a.h == b.h && a.b == b.b;
}

/// Sizes of blocks for a group's images; `fixed` as in BlockSizes.
BlockSizes block_sizes(const GroupJob& job, std::uint64_t fixed);

}  // namespace brink
