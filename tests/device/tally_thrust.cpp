// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <vector>

#include "cuda/kernel/tally_thrust.hpp"

// Does for the executor, which has no Thrust, what Thrust does on a device.
namespace brink::device {
namespace {

std::vector<std::uint64_t> read(const std::uint64_t* list, std::uint32_t size,
                                cudaStream_t stream) {
  std::vector<std::uint64_t> costs(size);
  cudaMemcpyAsync(costs.data(), list, size * sizeof costs[0], cudaMemcpyDeviceToHost, stream);
  cudaStreamSynchronize(stream);
  return costs;
}

template <class T>
void write(const std::vector<T>& values, T* data, cudaStream_t stream) {
  cudaMemcpyAsync(data, values.data(), values.size() * sizeof(T), cudaMemcpyHostToDevice, stream);
  cudaStreamSynchronize(stream);
}

}  // namespace

std::size_t count_scratch_bytes(std::uint64_t) { return 1; }

void sort_costs(std::uint64_t* list, std::uint32_t size, void*, std::size_t, cudaStream_t stream) {
  std::vector<std::uint64_t> costs = read(list, size, stream);
  std::sort(costs.begin(), costs.end());
  write(costs, list, stream);
}

std::uint32_t count_equal_costs(const std::uint64_t* list, std::uint32_t size, std::uint64_t* cost,
                                std::uint32_t* images, void*, std::size_t, cudaStream_t stream) {
  std::vector<std::uint64_t> costs;
  std::vector<std::uint32_t> counts;
  for (const std::uint64_t one : read(list, size, stream)) {
    if (costs.empty() || costs.back() != one) {
      costs.push_back(one);
      counts.push_back(0);
    }
    ++counts.back();
  }
  write(costs, cost, stream);
  write(counts, images, stream);
  return static_cast<std::uint32_t>(costs.size());
}

}  // namespace brink::device
