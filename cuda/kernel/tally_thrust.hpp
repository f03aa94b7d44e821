// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime.h>

#include <cstddef>
#include <cstdint>

namespace brink::device {

/// Device memory that count_equal_costs() works in, bytes, for lists of up to that many.
std::size_t count_scratch_bytes(std::uint64_t costs);

/// Sorts a list of costs in device memory and counts equal ones, after all that the
/// stream was given before. Returns how many different costs there are, once `cost` and
/// `images` hold them, ascending; there is room for `size` of them.
/// @throw std::exception where a CUDA call fails
std::uint32_t count_equal_costs(std::uint64_t* list, std::uint32_t size, std::uint64_t* cost,
                                std::uint32_t* images, void* scratch, std::size_t scratch_bytes,
                                cudaStream_t stream);

}  // namespace brink::device
