// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/classifier/network.hpp"

#include "cuda/kernel/image.cuh"

namespace brink::device {
namespace {

/// The score of an image by all threads of a block, each computing sums of its positions.
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

// The time goes into the attacks: a thread's forward passes, gradients and moves in scratch
// memory of its own. More than 64 registers and a stack frame, for NetworkState (pointers
// into its layers, the changes in a pixel's window), which the parts of the attack share by
// reference: they are called, because copied into each other they take nvcc minutes. With
// 128 registers some words are spilled (44 bytes on sm_75, 184 on sm_100), beside scratch
// of kilobytes that every step reads.
__global__ void __launch_bounds__(most_image_threads, 2) judge_network(ImageArguments arguments) {
  const NetworkView& network = arguments.cells.cell[0].plan.network.view;
  judge_images<Network>(arguments, [&](const BlockGroup& group, std::uint16_t* levels,
                                       std::uint64_t*, Scratch scratch) {
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
