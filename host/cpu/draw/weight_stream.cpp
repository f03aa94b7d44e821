// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/cpu/draw/weight_stream.hpp"

#include <cmath>

#include "cuda/philox.hpp"
#include "host/config/class_file.hpp"
#include "host/cpu/draw/draw_levels.hpp"

namespace brink {

WeightRule weight_rule(const ClassifierConfig& config) {
  WeightRule rule;
  if (config.weights == "binomial") rule.kind = WeightRule::Kind::binomial;
  if (config.weights == "uniform") rule.kind = WeightRule::Kind::uniform;
  if (config.weights == "sparse") rule.kind = WeightRule::Kind::sparse;
  rule.max_weight = config.max_weight;
  rule.density_cutoff = static_cast<std::uint32_t>(std::ceil(config.density * 0x1p31));
  return rule;
}

WeightStream::WeightStream(const ClassifierConfig& config, Shape shape)
    : rule_(weight_rule(config)), shape_(shape), seed_(config.seed), words_(4096) {}

void WeightStream::draw(std::uint64_t block, std::size_t blocks) {
  simd::draw_blocks(shape_.stream(Domain::weights), seed_, 0, block, blocks, words_.data());
}

std::map<std::uint32_t, std::uint64_t> weight_histogram(const ClassifierConfig& config,
                                                        Shape shape) {
  // Every weight is 1 or -1: none needs to be drawn.
  if (weight_rule(config).kind == WeightRule::Kind::rademacher) return {{1, shape.pixels()}};
  std::vector<std::uint64_t> counts;
  WeightStream(config, shape).each(0, shape.pixels(), [&](std::uint64_t, std::int32_t weight) {
    const auto size = static_cast<std::size_t>(std::abs(weight));
    if (size >= counts.size()) counts.resize(size + 1);
    ++counts[size];
  });
  std::map<std::uint32_t, std::uint64_t> histogram;
  for (std::size_t size = 0; size < counts.size(); ++size) {
    if (counts[size] > 0) histogram[static_cast<std::uint32_t>(size)] = counts[size];
  }
  return histogram;
}

std::vector<std::int32_t> weights(const ClassifierConfig& config, Shape shape) {
  std::vector<std::int32_t> result;
  result.reserve(shape.pixels());
  WeightStream(config, shape).each(0, shape.pixels(), [&](std::uint64_t, std::int32_t weight) {
    result.push_back(weight);
  });
  return result;
}

std::vector<std::int32_t> centre_levels(const ClassifierConfig& config, Shape shape) {
  if (config.has_file()) return class_array(config);
  std::vector<std::uint16_t> levels(shape.pixels());
  draw_centre(shape, config.seed, 0, levels);
  return {levels.begin(), levels.end()};
}

std::vector<std::uint32_t> packed_centre(const ClassifierConfig& config, Shape shape) {
  std::vector<std::uint32_t> words(shape.stored_words());
  const std::uint32_t fields = shape.pixels_per_word();
  const std::vector<std::int32_t> levels = centre_levels(config, shape);
  for (std::uint64_t i = 0; i < levels.size(); ++i) {
    words[i / fields] |= static_cast<std::uint32_t>(levels[i]) << (i % fields * shape.b);
  }
  return words;
}

}  // namespace brink
