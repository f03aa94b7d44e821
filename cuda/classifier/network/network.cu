// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/classifier/network/network.hpp"

#include "cuda/kernel/image.cuh"
#include "cuda/kernel/network_warp_state.cuh"

namespace brink::device {
namespace {

/// Computes the score of an image. Every thread of the block computes the sums of its positions.
template <std::uint32_t stride>
__device__ std::int64_t score(const BlockGroup& group, const NetworkView& network,
                              std::uint16_t* levels, std::int32_t* integers) {
  NetworkState<stride> state(network, levels, integers);
  for (std::uint32_t layer = 1; layer <= network.design.layers; ++layer) {
    state.sum_layer(layer, group.rank(), group.size());
    group.sync();
  }
  unsigned long long total[1] = {
      static_cast<unsigned long long>(state.read_out(group.rank(), group.size()))};
  group.sum(total);
  return static_cast<std::int64_t>(total[0]);
}

}  // namespace

// The attacks take the time: each warp makes forward passes, gradients and moves in scratch memory
// of its own. They need more than 64 registers. They also need a stack frame for the state of the
// network (pointers into its layers), which the parts of the attack share by reference. These
// parts are called, because nvcc needs minutes to copy them into each other.
__global__ void __launch_bounds__(most_image_threads, 2) judge_network(ImageArguments arguments) {
  const NetworkView& network = arguments.cells.cell[0].plan.network.view;
  judge_by_warps<Network, NetworkWarpState<most_network_width>::shared_words>(
      arguments,
      [&](const BlockGroup& group, std::uint16_t* levels, std::uint64_t*, Scratch scratch) {
        std::int32_t* const integers = Network::integers(scratch);
        switch (network.design.stride()) {  // as with_network_state does
          case channel_group:
            return score<channel_group>(group, network, levels, integers);
          case 2 * channel_group:
            return score<2 * channel_group>(group, network, levels, integers);
          case 3 * channel_group:
            return score<3 * channel_group>(group, network, levels, integers);
          default:
            return score<most_network_width>(group, network, levels, integers);
        }
      });
}

}  // namespace brink::device
