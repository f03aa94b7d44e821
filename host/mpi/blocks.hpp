// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "host/core/image_ranges.hpp"

namespace brink {

/// The speed of each rank so far, in images a second; 0 where it is not known yet.
class Speeds {
 public:
  explicit Speeds(std::size_t ranks) : speed_(ranks) {}
  void note(std::size_t rank, std::uint64_t images, double seconds);
  double of(std::size_t rank) const { return speed_[rank]; }
  /// This rank's share of all work. Ranks whose speed is not known count as average.
  double share(std::size_t rank) const;

 private:
  std::vector<double> speed_;
};

/// The sizes of blocks.
struct BlockSizes {
  std::uint64_t first = 1;  ///< images of a block for a rank of unknown speed
  std::uint64_t grain = 1;  ///< images that a thread draws at once: smaller blocks waste work
  std::uint64_t fixed = 0;  ///< above 0: every block has this many images
};

/// Cuts a range of images into blocks, which are handed out as ranks ask. Each block lasts about
/// the same time at its rank's own speed, and shorter blocks come last, so that all ranks end
/// together. Every image is in exactly one block, whatever the speeds.
class Blocks {
 public:
  Blocks(std::uint64_t first, std::uint64_t count, BlockSizes sizes)
      : next_(first), left_(count), sizes_(sizes) {}

  /// The next block for a rank with that many threads. Returns nothing when all are handed out.
  std::optional<ImageRange> take(std::size_t rank, unsigned threads, const Speeds& speeds);

 private:
  std::uint64_t size(std::size_t rank, unsigned threads, const Speeds& speeds) const;

  std::uint64_t next_;
  std::uint64_t left_;
  BlockSizes sizes_;
};

}  // namespace brink
