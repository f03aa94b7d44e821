// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <mutex>

#include "tests/simt/runtime/device.hpp"

namespace brink::simt {

/// The error that cudaGetLastError() returns in this thread.
inline constinit thread_local cudaError_t last_error = cudaSuccess;

/// The current device of this thread.
inline constinit thread_local int chosen_device = 0;

inline cudaError_t noted(cudaError_t error) {
  if (error != cudaSuccess) last_error = error;
  return error;
}

/// Makes a call of the runtime that needs the device. `action(device)` returns its error.
template <class Action>
cudaError_t with_device(Action action) {
  if (settings().devices <= 0) return noted(cudaErrorNoDevice);
  Device& device = Device::get();
  const std::lock_guard lock(device.mutex);
  if (device.failed) return noted(cudaErrorLaunchFailure);
  return noted(action(device));
}

/// The same for a call that frees something, which must work after a failure, too.
template <class Action>
cudaError_t release_on_device(Action action) {
  if (settings().devices <= 0) return noted(cudaErrorNoDevice);
  Device& device = Device::get();
  const std::lock_guard lock(device.mutex);
  const cudaError_t error = action(device);
  return noted(device.failed ? cudaErrorLaunchFailure : error);
}

}  // namespace brink::simt
