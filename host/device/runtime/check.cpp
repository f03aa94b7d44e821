// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/device/runtime/check.hpp"

#include <fmt/format.h>

#include <string_view>

#include "host/error.hpp"

namespace brink::device {
namespace {

/// What a user can do about an error.
std::string_view advice(cudaError_t status) {
  switch (status) {
    case cudaErrorMemoryAllocation:
      return "the device's memory is full; give it less at once (smaller n or bit depth, fewer "
             "classifiers), end other programs on it, or use --device cpu";
    case cudaErrorNoDevice:
    case cudaErrorInvalidDevice:
      return "brink info lists the devices; if there is none, use --device cpu";
    case cudaErrorInsufficientDriver:
      return "there is no NVIDIA driver, or it is older than this build's CUDA runtime; install a "
             "newer one, or use --device cpu";
    case cudaErrorNoKernelImageForDevice:
    case cudaErrorUnsupportedPtxVersion:
    case cudaErrorInvalidDeviceFunction:
      return "this build holds no code for the device; build again with its compute capability in "
             "-DCMAKE_CUDA_ARCHITECTURES, or use --device cpu";
    case cudaErrorDevicesUnavailable:
      return "another process holds the device; wait for it, or use --device cpu";
    case cudaErrorSystemDriverMismatch:
    case cudaErrorInitializationError:
      return "the NVIDIA driver does not work; nvidia-smi may say why; until then use --device cpu";
    case cudaErrorLaunchOutOfResources:
    case cudaErrorInvalidConfiguration:
      return "a launch asks for more than the device has, which is a defect of brink; use --device "
             "cpu and report it";
    default:
      return "the saved file is whole: --resume continues it, and with --device cpu does so on the "
             "CPU; report the error if it happens again";
  }
}

/// The path of a source, beginning at the repository's root.
std::string_view place_of(std::string_view file) {
  const std::size_t root = file.rfind("/host/");
  return root == std::string_view::npos ? file : file.substr(root + 1);
}

}  // namespace

void check(cudaError_t status, const char* call, const char* file, int line) {
  if (status == cudaSuccess) return;
  cudaGetLastError();  // or a later call without an error would return it
  throw Error(Exit::failed,
              fmt::format("{}:{}: {}: {} ({}); {}", place_of(file), line, call,
                          cudaGetErrorString(status), cudaGetErrorName(status), advice(status)));
}

}  // namespace brink::device
