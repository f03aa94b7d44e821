// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "host/result/image_ranges.hpp"

namespace brink {

/// How fast each rank has been, in images a second; 0 where it is not known yet.
class Speeds {
 public:
  explicit Speeds(std::size_t ranks) : speed_(ranks) {}
  void note(std::size_t rank, std::uint64_t images, double seconds);
  double of(std::size_t rank) const { return speed_[rank]; }
  /// What this rank does of all work; ranks not known yet count as average ones.
  double share(std::size_t rank) const;

 private:
  std::vector<double> speed_;
};

/// How large blocks are.
struct BlockSizes {
  std::uint64_t first = 1;  ///< images of a block for a rank whose speed is not known
  std::uint64_t grain = 1;  ///< images that a thread draws at once: smaller blocks waste work
  std::uint64_t fixed = 0;  ///< above 0: every block has this many images
};

/// Cuts a range of images into blocks, handed out as ranks ask: each lasts about a
/// moment at its rank's own speed, and shorter ones come last, so that all ranks end
/// together. Every image is in exactly one block, whatever the speeds.
class Blocks {
 public:
  Blocks(std::uint64_t first, std::uint64_t count, BlockSizes sizes)
      : next_(first), left_(count), sizes_(sizes) {}

  /// The next block for a rank with that many threads; none when all are handed out.
  std::optional<ImageRange> take(std::size_t rank, unsigned threads, const Speeds& speeds);

 private:
  std::uint64_t size(std::size_t rank, unsigned threads, const Speeds& speeds) const;

  std::uint64_t next_;
  std::uint64_t left_;
  BlockSizes sizes_;
};

}  // namespace brink
