// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/device/devices.hpp"

#include <cuda_runtime.h>
#include <fmt/format.h>

#include <string_view>

#include "cuda/kernel/probe.hpp"
#include "cuda/philox.hpp"
#include "host/device/runtime/buffer.hpp"
#include "host/device/runtime/launch.hpp"

namespace brink::device {
namespace {

/// A version number as CUDA writes it: 13000 means 13.0.
std::string version_text(int version) {
  return fmt::format("{}.{}", version / 1000, version % 1000 / 10);
}

/// The reason why a call that asks for devices found none. Clears CUDA's last error.
std::string reason(cudaError_t status) {
  cudaGetLastError();
  if (status == cudaErrorNoDevice) return "there is no CUDA device";
  if (status == cudaErrorInsufficientDriver) {
    int driver = 0, runtime = 0;
    cudaDriverGetVersion(&driver);
    cudaRuntimeGetVersion(&runtime);
    if (driver == 0) return "there is no NVIDIA driver";
    return fmt::format("the NVIDIA driver is for CUDA {}, older than the {} of this build",
                       version_text(driver), version_text(runtime));
  }
  return fmt::format("{} ({})", cudaGetErrorString(status), cudaGetErrorName(status));
}

std::string versions() {
  int driver = 0, runtime = 0;
  if (cudaDriverGetVersion(&driver) != cudaSuccess) cudaGetLastError();
  if (cudaRuntimeGetVersion(&runtime) != cudaSuccess) cudaGetLastError();
  return fmt::format("runtime {}, driver {}", version_text(runtime),
                     driver == 0 ? "none" : version_text(driver));
}

}  // namespace

Devices find_devices() {
  Devices devices;
  devices.versions = versions();
  int count = 0;
  const cudaError_t status = cudaGetDeviceCount(&count);
  if (status != cudaSuccess || count == 0) {
    devices.why_none = reason(status == cudaSuccess ? cudaErrorNoDevice : status);
    return devices;
  }
  for (int number = 0; number < count; ++number) {
    cudaDeviceProp properties;
    const cudaError_t described = cudaGetDeviceProperties(&properties, number);
    if (described != cudaSuccess) {
      devices.list.clear();
      devices.why_none = reason(described);
      return devices;
    }
    devices.list.push_back({static_cast<unsigned>(number), properties.name, properties.major,
                            properties.minor, properties.totalGlobalMem,
                            static_cast<unsigned>(properties.multiProcessorCount)});
  }
  return devices;
}

std::string why_unusable(const Device& device) {
  constexpr unsigned blocks = 2, threads = 64;
  try {
    BRINK_CUDA(cudaSetDevice(static_cast<int>(device.number)));
    const Stream stream;
    const DeviceBuffer<std::uint64_t> words(blocks * threads);
    words.clear(stream);
    launch(probe, blocks, threads, stream, ProbeArguments{words.data()});
    const std::vector<std::uint64_t> found = words.read(stream, words.size());
    for (std::uint32_t thread = 0; thread < found.size(); ++thread) {
      const Block block = philox(Block{{thread, 0, 0, 0}}, 1);
      if (found[thread] != (block.word[0] | std::uint64_t{block.word[1]} << 32)) {
        return "it computes wrong numbers";
      }
    }
  } catch (const std::exception& error) {
    return error.what();
  }
  return "";
}

}  // namespace brink::device
