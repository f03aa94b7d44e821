// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime.h>

#include <cstdint>

namespace brink::device {

struct ProbeArguments {
  std::uint64_t* word = nullptr;  ///< one word for each thread of the grid
};

/// Thread i writes the first two words of the Philox block with counter i and key 1. Every other
/// kernel builds on Philox, and a broken device computes it wrongly.
__global__ void probe(ProbeArguments arguments);

}  // namespace brink::device
