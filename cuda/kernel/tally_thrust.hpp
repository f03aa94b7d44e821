// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime.h>

#include <cstddef>
#include <cstdint>

namespace brink::device {

/// Bytes of device memory that sorting and counting a list of up to `costs` costs need.
std::size_t count_scratch_bytes(std::uint64_t costs);

/// Sorts a list of costs in device memory, after all work that the stream already has.
/// @throw std::exception where a CUDA call fails
void sort_costs(std::uint64_t* list, std::uint32_t size, void* scratch, std::size_t scratch_bytes,
                cudaStream_t stream);

/// Counts the equal costs of a list in ascending order, after all work that the stream already
/// has. Waits until `cost` and `images`, which have room for `size` entries, hold the different
/// costs in ascending order, and returns how many there are.
/// @throw std::exception where a CUDA call fails
std::uint32_t count_equal_costs(const std::uint64_t* list, std::uint32_t size, std::uint64_t* cost,
                                std::uint32_t* images, void* scratch, std::size_t scratch_bytes,
                                cudaStream_t stream);

}  // namespace brink::device
