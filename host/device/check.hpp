// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime.h>

namespace brink::device {

/// The one error layer of the device backend: throws Error(Exit::failed) with the call, its
/// place, what CUDA says and what to do, unless `status` is cudaSuccess.
void check(cudaError_t status, const char* call, const char* file, int line);

}  // namespace brink::device

#define BRINK_CUDA(call) ::brink::device::check((call), #call, __FILE__, __LINE__)
