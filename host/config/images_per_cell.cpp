// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/config/images_per_cell.hpp"

namespace brink {

std::uint64_t images_per_cell(const Config& config, Shape shape) {
  if (config.sampler != Sampler::exhaustive) return config.samples;
  return std::uint64_t{1} << (shape.pixels() * shape.b);  // the check of the config keeps it in
                                                          // range
}

}  // namespace brink
