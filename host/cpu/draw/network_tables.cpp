// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/cpu/draw/network_tables.hpp"

#include <map>

#include "cuda/classifier/network/bound.hpp"

namespace brink {
namespace {

// If there are more bounds than most_network_bounds, or larger ones than this, all are rounded up
// to multiples of a power of two. With this limit, the gains of all 2^32 pixels of an image and
// all 2^16 steps of each stay below 2^60.
constexpr std::uint32_t largest_bound = 4095;

/// How many rows (or columns) of the image have each phase.
std::uint64_t rows_at(const NetworkDesign& design, std::uint32_t phase) {
  const std::uint32_t phases = NetworkBound::phases(design);
  return (design.shape.n + phases - 1 - phase) / phases;
}

/// How many pixels have each half_step.
std::map<std::uint32_t, std::uint64_t> bound_histogram(const NetworkView& view) {
  const NetworkBound bound(view);
  const NetworkDesign& design = view.design;
  std::map<std::uint32_t, std::uint64_t> pixels;
  for (std::uint32_t channel = 0; channel < design.shape.h; ++channel) {
    for (std::uint32_t row = 0; row < NetworkBound::phases(design); ++row) {
      for (std::uint32_t column = 0; column < NetworkBound::phases(design); ++column) {
        const std::uint64_t count = rows_at(design, row) * rows_at(design, column);
        const std::uint32_t step = bound.half_step(channel, row, column);
        if (count > 0 && step > 0) pixels[step] += count;
      }
    }
  }
  return pixels;
}

std::map<std::uint32_t, std::uint64_t> rounded_up(
    const std::map<std::uint32_t, std::uint64_t>& pixels, std::uint64_t unit) {
  std::map<std::uint32_t, std::uint64_t> rounded;
  for (const auto& [step, count] : pixels) {
    rounded[static_cast<std::uint32_t>((step + unit - 1) / unit)] += count;
  }
  return rounded;
}

}  // namespace

NetworkTables::NetworkTables(const NetworkDesign& design, std::uint64_t seed)
    : weight_(design.weights(design.layers)), readout_(design.stride()) {
  draw_network(design, seed, weight_.data(), readout_.data());
  plan_.view = {design, weight_.data(), readout_.data()};
  bound_steps();
}

void NetworkTables::bound_steps() {
  const auto exact = bound_histogram(plan_.view);
  auto rounded = exact;
  while (!rounded.empty() &&
         (rounded.size() > most_network_bounds || rounded.rbegin()->first > largest_bound)) {
    plan_.unit *= 2;
    rounded = rounded_up(exact, plan_.unit);
  }
  const Shape& shape = plan_.view.design.shape;
  WeightedCounts& counts = plan_.half_steps;
  count_.resize(rounded.size() * shape.levels());
  for (const auto& [step, pixels] : rounded) {
    const auto pair =
        static_cast<std::uint32_t>(bound_.size() * shape.levels() + shape.top_level());
    present_begin_.push_back(static_cast<std::uint32_t>(present_.size()));
    present_.push_back(pair);
    count_[pair] = static_cast<std::uint32_t>(pixels);
    bound_.push_back(step);
    bound_pixels_.push_back(pixels);
    counts.reach += pixels * step * shape.top_level();
  }
  present_begin_.push_back(static_cast<std::uint32_t>(present_.size()));
  counts.classes = {static_cast<std::uint32_t>(bound_.size()), bound_.data(), bound_pixels_.data()};
  counts.levels = shape.levels();
  counts.count = count_.data();
  counts.present = present_.data();
  counts.present_begin = present_begin_.data();
}

}  // namespace brink
