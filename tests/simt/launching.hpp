// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <vector>

#include "tests/simt/simt.hpp"

// Helpers with which tests of the executor launch kernels.
namespace brink::simt {

/// Device memory of a test.
template <class T>
class DeviceArray {
 public:
  explicit DeviceArray(std::size_t size) : size_(size) {
    EXPECT_EQ(cudaMalloc(&data_, size * sizeof(T)), cudaSuccess);
  }
  explicit DeviceArray(const std::vector<T>& values) : DeviceArray(values.size()) {
    EXPECT_EQ(cudaMemcpy(data_, values.data(), size_ * sizeof(T), cudaMemcpyHostToDevice),
              cudaSuccess);
  }
  ~DeviceArray() { cudaFree(data_); }
  DeviceArray(const DeviceArray&) = delete;
  DeviceArray& operator=(const DeviceArray&) = delete;

  T* data() const { return data_; }
  std::vector<T> get() const {
    std::vector<T> values(size_);
    EXPECT_EQ(cudaMemcpy(values.data(), data_, size_ * sizeof(T), cudaMemcpyDeviceToHost),
              cudaSuccess);
    return values;
  }

 private:
  T* data_ = nullptr;
  std::size_t size_;
};

template <class T>
DeviceArray<T> zeros(std::size_t size) {
  return DeviceArray<T>(std::vector<T>(size));
}

struct Shape {
  dim3 grid, block;
  std::size_t shared_bytes = 0;
  cudaStream_t stream = nullptr;
};

template <class... Parameters>
cudaError_t launch(void (*kernel)(Parameters...), const Shape& shape,
                   std::type_identity_t<Parameters>... arguments) {
  void* pointers[] = {&arguments...};
  return cudaLaunchKernel(kernel, shape.grid, shape.block, pointers, shape.shared_bytes,
                          shape.stream);
}

/// The settings of a test. At its end they are restored, and a failure of the device is cleared.
class SimtTest : public testing::Test {
 protected:
  void TearDown() override {
    settings() = before_;
    forget_failure();
    cudaGetLastError();
  }

 private:
  Settings before_ = settings();
};

/// Runs a test under every kind of schedule.
class EverySchedule : public SimtTest, public testing::WithParamInterface<Schedule> {
 protected:
  void SetUp() override {
    settings().schedule = GetParam();
    forget_failure();
  }
};

inline std::vector<Schedule> schedules() {
  return {Schedule{Schedule::Order::forward}, Schedule{Schedule::Order::reverse},
          Schedule{Schedule::Order::random, 1}, Schedule{Schedule::Order::random, 2}};
}
inline auto every_schedule() { return testing::ValuesIn(schedules()); }

}  // namespace brink::simt
