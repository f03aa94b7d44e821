// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace brink {

/// How images are made (docs/spec/config.md#run).
enum class Sampler {
  pixels,
  counts,
  multinomial,
  exhaustive,
  images,
  blocks,
  smooth,
  ball,
  tilted
};

/// [sampler] the names in configs and files.
inline constexpr std::array<std::string_view, 9> sampler_names = {
    "pixels", "counts", "multinomial", "exhaustive", "images",
    "blocks", "smooth", "ball",        "tilted"};

inline std::string sampler_name(Sampler sampler) {
  return std::string(sampler_names[static_cast<std::size_t>(sampler)]);
}

/// Whether a sampler draws counts in place of pixels.
inline bool draws_counts(Sampler sampler) {
  return sampler == Sampler::counts || sampler == Sampler::multinomial ||
         sampler == Sampler::tilted;
}

}  // namespace brink
