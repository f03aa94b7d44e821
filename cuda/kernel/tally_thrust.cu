// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
// Only this file includes Thrust, whose templates take as long to compile as all kernels.
#include "cuda/kernel/tally_thrust.hpp"

#include <thrust/device_ptr.h>
#include <thrust/execution_policy.h>
#include <thrust/iterator/constant_iterator.h>
#include <thrust/reduce.h>
#include <thrust/sort.h>

#include <new>

namespace brink::device {
namespace {

/// The alignment of CUDA's allocations, and therefore the most that Thrust asks for.
constexpr std::size_t alignment = 256;
/// Besides arrays as long as the list, Thrust keeps histograms and the states of blocks. These
/// grow with the list too, but slowly.
constexpr std::size_t small_bytes = std::size_t{4} << 20;

/// Hands out parts of memory that was allocated before, because cudaMalloc and cudaFree would
/// wait for the other batch. Thrust returns its parts in any order; returned parts are not used
/// again.
class Arena {
 public:
  using value_type = char;

  Arena(void* memory, std::size_t bytes) : memory_(static_cast<char*>(memory)), left_(bytes) {}
  char* allocate(std::ptrdiff_t bytes) {
    const std::size_t taken = (static_cast<std::size_t>(bytes) + alignment - 1) & ~(alignment - 1);
    if (taken > left_) throw std::bad_alloc();
    char* const place = memory_;
    memory_ += taken;
    left_ -= taken;
    return place;
  }
  void deallocate(char*, std::size_t) {}

 private:
  char* memory_;
  std::size_t left_;
};

}  // namespace

std::size_t count_scratch_bytes(std::uint64_t costs) {
  // The sort needs a second list. Counting needs less.
  return 2 * costs * sizeof(std::uint64_t) + small_bytes;
}

void sort_costs(std::uint64_t* list, std::uint32_t size, void* scratch, std::size_t scratch_bytes,
                cudaStream_t stream) {
  Arena arena(scratch, scratch_bytes);
  const auto first = thrust::device_pointer_cast(list);
  thrust::sort(thrust::cuda::par(arena).on(stream), first, first + size);
}

std::uint32_t count_equal_costs(const std::uint64_t* list, std::uint32_t size, std::uint64_t* cost,
                                std::uint32_t* images, void* scratch, std::size_t scratch_bytes,
                                cudaStream_t stream) {
  Arena arena(scratch, scratch_bytes);
  const auto first = thrust::device_pointer_cast(list);
  const auto ends =
      thrust::reduce_by_key(thrust::cuda::par(arena).on(stream), first, first + size,
                            thrust::make_constant_iterator(std::uint32_t{1}),
                            thrust::device_pointer_cast(cost), thrust::device_pointer_cast(images));
  return static_cast<std::uint32_t>(ends.first - thrust::device_pointer_cast(cost));
}

}  // namespace brink::device
