// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "tests/simt/launching.hpp"

namespace brink::simt {
namespace {

using MemoryTest = SimtTest;

TEST_F(MemoryTest, StartsWithArbitraryBytesAlsoWhereItIsLarge) {
  constexpr std::size_t bytes = (std::size_t{9} << 20) + 5;  // more than one mapping of the pattern
  const DeviceArray<unsigned char> memory(bytes);
  const std::vector<unsigned char> values = memory.get();
  EXPECT_EQ(std::count(values.begin(), values.end(), 0), 0);
}

TEST_F(MemoryTest, EndsWhereTheDeviceDoes) {
  settings().memory = 1 << 20;
  std::size_t free = 0, total = 0;
  ASSERT_EQ(cudaMemGetInfo(&free, &total), cudaSuccess);
  EXPECT_EQ(total, std::size_t{1} << 20);
  EXPECT_EQ(free, total);
  char *half = nullptr, *more = nullptr;
  ASSERT_EQ(cudaMalloc(&half, 1 << 19), cudaSuccess);
  EXPECT_EQ(cudaMalloc(&more, (1 << 19) + 1), cudaErrorMemoryAllocation);
  EXPECT_EQ(more, nullptr);
  EXPECT_EQ(cudaGetLastError(), cudaErrorMemoryAllocation);
  EXPECT_EQ(cudaGetLastError(), cudaSuccess);
  ASSERT_EQ(cudaMalloc(&more, 1), cudaSuccess);
  ASSERT_EQ(cudaMemGetInfo(&free, &total), cudaSuccess);
  EXPECT_EQ(free, (std::size_t{1} << 19) - 256);  // rounded up, as on a device
  EXPECT_EQ(cudaFree(more), cudaSuccess);
  EXPECT_EQ(cudaFree(half), cudaSuccess);
  EXPECT_EQ(cudaFree(half), cudaErrorInvalidValue);
  ASSERT_EQ(cudaMemGetInfo(&free, &total), cudaSuccess);
  EXPECT_EQ(free, total);
}

TEST_F(MemoryTest, CopiesAreWhatTheirKindSaysAndStayInside) {
  const DeviceArray<int> device(std::vector<int>{1, 2, 3, 4}), other(4);
  std::vector<int> host(4);
  const auto copy = [](void* to, const void* from, std::size_t count, cudaMemcpyKind kind) {
    return cudaMemcpy(to, from, count * sizeof(int), kind);
  };
  EXPECT_EQ(copy(other.data(), device.data(), 4, cudaMemcpyDeviceToDevice), cudaSuccess);
  EXPECT_EQ(copy(host.data(), other.data() + 1, 3, cudaMemcpyDefault), cudaSuccess);
  EXPECT_EQ(host, (std::vector<int>{2, 3, 4, 0}));
  EXPECT_EQ(copy(host.data(), device.data(), 4, cudaMemcpyHostToDevice), cudaErrorInvalidValue);
  EXPECT_EQ(copy(device.data(), host.data(), 4, cudaMemcpyDeviceToHost), cudaErrorInvalidValue);
  EXPECT_EQ(copy(host.data(), device.data(), 5, cudaMemcpyDeviceToHost), cudaErrorInvalidValue);
  EXPECT_EQ(copy(device.data() + 2, host.data(), 3, cudaMemcpyHostToDevice), cudaErrorInvalidValue);
  EXPECT_EQ(copy(device.data() - 1, host.data(), 1, cudaMemcpyDefault), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMemset(device.data(), 0, 17), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMemset(host.data(), 0, 16), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMemset(device.data() + 1, 1, 8), cudaSuccess);
  EXPECT_EQ(device.get(), (std::vector<int>{1, 0x01010101, 0x01010101, 4}));
}

TEST_F(MemoryTest, PinnedMemoryIsNotForgotten) {
  int* pinned = nullptr;
  ASSERT_EQ(cudaMallocHost(&pinned, 4 * sizeof(int)), cudaSuccess);
  EXPECT_NE(pinned[3], 0);
  const DeviceArray<int> device(std::vector<int>{5, 6, 7, 8});
  ASSERT_EQ(cudaMemcpy(pinned, device.data(), 16, cudaMemcpyDeviceToHost), cudaSuccess);
  EXPECT_EQ(pinned[3], 8);
  EXPECT_EQ(cudaFreeHost(pinned), cudaSuccess);
  EXPECT_EQ(cudaFreeHost(pinned), cudaErrorInvalidValue);
}

}  // namespace
}  // namespace brink::simt
