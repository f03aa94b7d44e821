// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/device/passes/level_masks.hpp"

#include <cstring>
#include <vector>

#include "host/cpu/draw/weight_stream.hpp"
#include "host/device/runtime/launch.hpp"

namespace brink::device {
namespace {

constexpr unsigned threads = 256;

void make(void (*kernel)(MaskArguments), const MaskArguments& arguments, std::uint64_t work) {
  const Stream stream;
  const unsigned blocks = resident_blocks(reinterpret_cast<const void*>(kernel), threads, 0,
                                          (work + threads - 1) / threads);
  launch(kernel, blocks, threads, stream, arguments);
  stream.synchronize();
}

}  // namespace

DeviceMasks DeviceMasks::of_caps(const ClassifierConfig& config, Shape shape) {
  DeviceMasks masks;
  MaskArguments arguments{shape, config.seed, weight_rule(config)};
  masks.flip_ = DeviceBuffer<Block>(shape.blocks());
  if (arguments.rule.kind == WeightRule::Kind::sparse) {
    masks.keep_ = DeviceBuffer<Block>(shape.blocks());
  }
  arguments.flip = masks.flip_.data();
  arguments.keep = masks.keep_.data();
  make(make_cap_masks, arguments, shape.blocks() * 4);
  return masks;
}

DeviceMasks DeviceMasks::of_centre(const ClassifierConfig& config, Shape shape) {
  DeviceMasks masks;
  MaskArguments arguments{shape, config.seed, {}};
  if (config.has_file()) {
    const std::vector<std::uint32_t> words = packed_centre(config, shape);
    std::vector<Block> blocks(shape.blocks());
    std::memcpy(blocks.data(), words.data(), words.size() * sizeof words[0]);
    masks.flip_ = DeviceBuffer<Block>(blocks);
    return masks;
  }
  masks.flip_ = DeviceBuffer<Block>(shape.blocks());
  arguments.flip = masks.flip_.data();
  make(make_centre_masks, arguments, shape.blocks());
  return masks;
}

}  // namespace brink::device
