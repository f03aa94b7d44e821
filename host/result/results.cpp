// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/result/results.hpp"

namespace brink {

std::size_t shape_count(const Config& config) {
  return config.channels.size() * config.n.size() * config.bit_depth.size();
}

Shape cell_shape(const Config& config, std::size_t index) {
  const std::size_t b = index % config.bit_depth.size();
  const std::size_t n = index / config.bit_depth.size() % config.n.size();
  const std::size_t h = index / config.bit_depth.size() / config.n.size() % config.channels.size();
  return {config.n[n], config.channels[h], config.bit_depth[b]};
}

const ClassifierConfig& cell_classifier(const Config& config, std::size_t index) {
  return config.classifiers.at(index / shape_count(config));
}

}  // namespace brink
