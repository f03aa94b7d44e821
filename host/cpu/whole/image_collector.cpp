// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/cpu/whole/image_collector.hpp"

#include "host/cpu/draw/unpack.hpp"

namespace brink {

void ImageCollector::add(std::size_t slot, const Chunk& chunk, const std::uint32_t* words) {
  unpack_levels(words, chunk.pixels, shape_.b,
                levels_.data() + slot * shape_.pixels() + chunk.first_pixel);
}

void ImageCollector::finish(std::size_t slot, std::uint64_t, std::vector<CellTally>& tallies,
                            std::vector<std::size_t>& undecided) {
  if (!judge_(levels_.data() + slot * shape_.pixels(), tallies[cell_])) undecided.push_back(cell_);
}

}  // namespace brink
