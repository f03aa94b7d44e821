// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <vector>

#include "cuda/kernel/tally_thrust.hpp"

// Does for the executor, which has no Thrust, what Thrust does on a device.
namespace brink::device {

std::size_t count_scratch_bytes(std::uint64_t) { return 1; }

std::uint32_t count_equal_costs(std::uint64_t* list, std::uint32_t size, std::uint64_t* cost,
                                std::uint32_t* images, void*, std::size_t, cudaStream_t stream) {
  std::vector<std::uint64_t> sorted(size);
  cudaMemcpyAsync(sorted.data(), list, size * sizeof(std::uint64_t), cudaMemcpyDeviceToHost,
                  stream);
  cudaStreamSynchronize(stream);
  std::sort(sorted.begin(), sorted.end());
  std::vector<std::uint64_t> costs;
  std::vector<std::uint32_t> counts;
  for (const std::uint64_t one : sorted) {
    if (costs.empty() || costs.back() != one) {
      costs.push_back(one);
      counts.push_back(0);
    }
    ++counts.back();
  }
  cudaMemcpyAsync(cost, costs.data(), costs.size() * sizeof costs[0], cudaMemcpyHostToDevice,
                  stream);
  cudaMemcpyAsync(images, counts.data(), counts.size() * sizeof counts[0], cudaMemcpyHostToDevice,
                  stream);
  cudaStreamSynchronize(stream);
  return static_cast<std::uint32_t>(costs.size());
}

}  // namespace brink::device
