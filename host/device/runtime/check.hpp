// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime.h>

namespace brink::device {

/// All CUDA calls of the device backend are checked here. Unless `status` is cudaSuccess, the
/// function throws Error(Exit::failed) with the call, its place, CUDA's reason and what to do.
void check(cudaError_t status, const char* call, const char* file, int line);

}  // namespace brink::device

#define BRINK_CUDA(call) ::brink::device::check((call), #call, __FILE__, __LINE__)
