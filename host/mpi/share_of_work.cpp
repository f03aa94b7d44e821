// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/mpi/share_of_work.hpp"

#include <algorithm>

#include "host/cpu/draw/chunk.hpp"

namespace brink {
namespace {

// Work is counted in pixels. A pixel costs 0.05 to 1 ns, so these are guesses within a factor of
// 10. Measured speeds replace them after a rank's first block.

// A split of the multinomial sampler costs about as much as so many pixels, and an image of the
// sampler `counts` takes at most about so many splits.
constexpr std::uint64_t pixels_per_split = 256;
constexpr std::uint64_t splits_per_bit = 4;
// Judging an image costs at least as much as drawing so many pixels.
constexpr std::uint64_t least_pixels_per_image = 64;
// Below about ten milliseconds for one thread, messages cost more than sharing gains.
constexpr std::uint64_t least_shared_pixels = std::uint64_t{1} << 25;
// Pixels of the first block of a rank; they take a few milliseconds.
constexpr std::uint64_t first_block_pixels = std::uint64_t{1} << 23;
// Images that do not fit a chunk are processed in groups of so many, so that weights are drawn
// once for all of them.
constexpr std::uint64_t long_images_at_once = 16;

std::uint64_t pixels_per_image(const GroupJob& job) {
  const Shape& shape = job.source.shape;
  std::uint64_t pixels = shape.pixels();
  if (job.multinomial) {
    pixels = std::min<std::uint64_t>(shape.levels(), shape.pixels()) * pixels_per_split;
  }
  if (job.counts) pixels = job.cells.size() * splits_per_bit * shape.b * pixels_per_split;
  return std::max(pixels, least_pixels_per_image);
}

}  // namespace

bool worth_sharing(const GroupJob& job, std::uint64_t images) {
  return images >= least_shared_pixels / pixels_per_image(job) + 1;
}

BlockSizes block_sizes(const GroupJob& job, std::uint64_t fixed) {
  const bool long_images = !job.multinomial && !job.counts && chunk_count(job.source.shape) > 1;
  return {std::max<std::uint64_t>(1, first_block_pixels / pixels_per_image(job)),
          long_images ? long_images_at_once : 1, fixed};
}

}  // namespace brink
