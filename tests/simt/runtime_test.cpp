// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>
#include <string>

#include "tests/simt/kernels/block.hpp"
#include "tests/simt/launching.hpp"

namespace brink::simt {
namespace {

using RuntimeTest = SimtTest;

cudaError_t try_launch(const Shape& shape) {
  const DeviceArray<std::uint32_t> out(12);
  return launch(thread_places, shape, out.data());
}

TEST_F(RuntimeTest, LaunchesThatADeviceRefuses) {
  EXPECT_EQ(try_launch({1, 1}), cudaSuccess);
  EXPECT_EQ(try_launch({0, 1}), cudaErrorInvalidConfiguration);
  EXPECT_EQ(try_launch({1, 1025}), cudaErrorInvalidConfiguration);
  EXPECT_EQ(try_launch({1, dim3(32, 33)}), cudaErrorInvalidConfiguration);
  EXPECT_EQ(try_launch({1, dim3(1, 1, 65)}), cudaErrorInvalidConfiguration);
  EXPECT_EQ(try_launch({dim3(1, 65536), 1}), cudaErrorInvalidConfiguration);
  EXPECT_EQ(try_launch({1, 1, 48 * 1024 + 1}), cudaErrorInvalidValue);
  EXPECT_EQ(try_launch({1, 1, 0, reinterpret_cast<cudaStream_t>(64)}),
            cudaErrorInvalidResourceHandle);
  EXPECT_EQ(cudaPeekAtLastError(), cudaErrorInvalidResourceHandle);
}

TEST_F(RuntimeTest, MoreSharedMemoryIsForKernelsThatAskForIt) {
  const Shape large{1, 64, 100 * 1024};
  const DeviceArray<std::uint32_t> level = zeros<std::uint32_t>(64), histogram(4);
  const HistogramArguments arguments{level.data(), 0, 4, histogram.data()};
  EXPECT_EQ(launch(count_in_shared, large, arguments), cudaErrorInvalidValue);
  constexpr auto most = cudaFuncAttributeMaxDynamicSharedMemorySize;
  EXPECT_EQ(cudaFuncSetAttribute(count_in_shared, most, 228 * 1024), cudaErrorInvalidValue);
  ASSERT_EQ(cudaFuncSetAttribute(count_in_shared, most, 100 * 1024), cudaSuccess);
  EXPECT_EQ(launch(count_in_shared, large, arguments), cudaSuccess);
  int blocks = 0;
  ASSERT_EQ(cudaOccupancyMaxActiveBlocksPerMultiprocessor(&blocks, count_in_shared, 64, 100 * 1024),
            cudaSuccess);
  EXPECT_EQ(blocks, 2);  // 228 KiB
  ASSERT_EQ(cudaOccupancyMaxActiveBlocksPerMultiprocessor(&blocks, block_sums, 1024, 0),
            cudaSuccess);
  EXPECT_EQ(blocks, 2);  // 2048 threads
  ASSERT_EQ(cudaOccupancyMaxActiveBlocksPerMultiprocessor(&blocks, block_sums, 64, 64 * 1024),
            cudaSuccess);
  EXPECT_EQ(blocks, 0);
}

TEST_F(RuntimeTest, WithoutADeviceCallsSayThatThereIsNone) {
  settings().devices = 0;
  int count = -1;
  EXPECT_EQ(cudaGetDeviceCount(&count), cudaErrorNoDevice);
  EXPECT_EQ(count, 0);
  void* memory = nullptr;
  EXPECT_EQ(cudaMalloc(&memory, 1), cudaErrorNoDevice);
  EXPECT_EQ(std::string(cudaGetErrorString(cudaGetLastError())),
            "no CUDA-capable device is detected");
}

TEST_F(RuntimeTest, DevicesAreCountedFromZero) {
  settings().devices = 2;
  settings().multiprocessors = 3;
  EXPECT_EQ(cudaSetDevice(2), cudaErrorInvalidDevice);
  EXPECT_EQ(cudaSetDevice(-1), cudaErrorInvalidDevice);
  ASSERT_EQ(cudaSetDevice(1), cudaSuccess);
  int device = -1, multiprocessors = 0;
  EXPECT_EQ(cudaGetDevice(&device), cudaSuccess);
  EXPECT_EQ(device, 1);
  EXPECT_EQ(cudaDeviceGetAttribute(&multiprocessors, cudaDevAttrMultiProcessorCount, 1),
            cudaSuccess);
  cudaDeviceProp properties;
  ASSERT_EQ(cudaGetDeviceProperties(&properties, 1), cudaSuccess);
  EXPECT_EQ(properties.multiProcessorCount, 3);
  EXPECT_EQ(multiprocessors, 3);
  EXPECT_EQ(cudaSetDevice(0), cudaSuccess);
}

TEST_F(RuntimeTest, EachDeviceHasItsOwnMemoryStreamsEventsAndLimits) {
  settings().devices = 2;
  settings().memory = 1 << 20;
  constexpr std::size_t most = 600 << 10;
  cudaStream_t streams[2];
  cudaEvent_t events[2];
  void* memory[2];
  for (const int device : {0, 1}) {
    ASSERT_EQ(cudaSetDevice(device), cudaSuccess);
    ASSERT_EQ(cudaStreamCreate(&streams[device]), cudaSuccess);
    ASSERT_EQ(cudaEventCreate(&events[device]), cudaSuccess);
    ASSERT_EQ(cudaMalloc(&memory[device], most), cudaSuccess) << device;
  }
  void* more = nullptr;
  EXPECT_EQ(cudaMalloc(&more, most), cudaErrorMemoryAllocation);
  EXPECT_EQ(try_launch({1, 1, 0, streams[1]}), cudaSuccess);
  EXPECT_EQ(try_launch({1, 1, 0, streams[0]}), cudaErrorInvalidResourceHandle);
  EXPECT_EQ(cudaEventRecord(events[1], streams[1]), cudaSuccess);
  EXPECT_EQ(cudaEventRecord(events[1], streams[0]), cudaErrorInvalidResourceHandle);
  EXPECT_EQ(cudaStreamSynchronize(streams[0]), cudaSuccess);
  constexpr auto shared = cudaFuncAttributeMaxDynamicSharedMemorySize;
  ASSERT_EQ(cudaFuncSetAttribute(thread_places, shared, 50 * 1024), cudaSuccess);
  EXPECT_EQ(try_launch({1, 1, 50 * 1024}), cudaSuccess);
  EXPECT_EQ(cudaFree(memory[0]), cudaSuccess);  // any device may be the current one
  EXPECT_EQ(cudaMalloc(&more, most), cudaErrorMemoryAllocation);
  ASSERT_EQ(cudaSetDevice(0), cudaSuccess);
  EXPECT_EQ(try_launch({1, 1, 50 * 1024}), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMalloc(&more, most), cudaSuccess);
  for (void* const left : {memory[1], more}) cudaFree(left);
  for (const cudaStream_t stream : streams) cudaStreamDestroy(stream);
  for (const cudaEvent_t event : events) cudaEventDestroy(event);
}

TEST_F(RuntimeTest, SettingsComeFromTheEnvironment) {
  const auto with = [](const char* variable, const char* text) {
    const char* const old = std::getenv(variable);
    const std::string before = old == nullptr ? "" : old;
    setenv(variable, text, 1);
    const auto put_back = [&] {
      old == nullptr ? unsetenv(variable) : setenv(variable, before.c_str(), 1);
    };
    try {
      const Settings read = settings_from_environment();
      put_back();
      return read;
    } catch (...) {
      put_back();
      throw;
    }
  };
  EXPECT_EQ(with("BRINK_SIMT_SCHEDULE", "reverse").schedule.order, Schedule::Order::reverse);
  EXPECT_EQ(with("BRINK_SIMT_SCHEDULE", "random:12").schedule.order, Schedule::Order::random);
  EXPECT_EQ(with("BRINK_SIMT_SCHEDULE", "random:12").schedule.seed, 12u);
  EXPECT_EQ(with("BRINK_SIMT_MEMORY", "4096").memory, 4096u);
  EXPECT_EQ(with("BRINK_SIMT_DEVICES", "0").devices, 0);
  EXPECT_EQ(with("BRINK_SIMT_SMS", "7").multiprocessors, 7);
  EXPECT_TRUE(with("BRINK_SIMT_STREAMS", "deferred").deferred);
  EXPECT_TRUE(with("BRINK_SIMT_RACES", "1").finds_races);
  EXPECT_TRUE(with("BRINK_SIMT_PROTECT", "1").protects);
  EXPECT_THROW(with("BRINK_SIMT_SCHEDULE", "sideways"), std::invalid_argument);
  EXPECT_THROW(with("BRINK_SIMT_SCHEDULE", "random:"), std::invalid_argument);
  EXPECT_THROW(with("BRINK_SIMT_MEMORY", "4k"), std::invalid_argument);
  EXPECT_THROW(with("BRINK_SIMT_STREAMS", "1"), std::invalid_argument);
}

TEST_F(RuntimeTest, AFailureStaysUntilItIsForgotten) {
  const DeviceArray<std::uint32_t> out(12);
  EXPECT_THROW(launch(diverge, {1, 64}, out.data()), Failure);
  void* memory = nullptr;
  EXPECT_EQ(cudaMalloc(&memory, 1), cudaErrorLaunchFailure);
  EXPECT_EQ(cudaDeviceSynchronize(), cudaErrorLaunchFailure);
  forget_failure();
  EXPECT_EQ(try_launch({1, 1}), cudaSuccess);
}

}  // namespace
}  // namespace brink::simt
