// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "cuda/half_binomial.hpp"
#include "cuda/level_counts.hpp"
#include "cuda/level_split.hpp"
#include "cuda/shape.hpp"
#include "host/cpu/simd/buffer.hpp"

namespace brink {

/// Draws the level counts of an image instead of its pixels. It splits the tree of
/// cuda/level_split.hpp, one depth after the other.
class CountSampler {
 public:
  /// Needs shape.pixels() <= max_counted_pixels.
  CountSampler(Shape shape, std::uint64_t seed);

  /// The count of every level. Valid until the next call.
  LevelCounts draw(std::uint64_t image);

  /// The most splits that an image needs.
  std::uint64_t splits() const;

 private:
  /// A node of the depth that is being split: its place at that depth, and its pixels.
  struct Node {
    std::uint32_t place;
    std::uint32_t pixels;
  };

  void draw_dense(const SplitStream& stream, LevelCounts& counts);
  void draw_sparse(const SplitStream& stream, LevelCounts& counts);
  /// Splits nodes first..first+size-1 of a depth, in place in level_. Returns how many pixels
  /// went up.
  std::uint64_t split(const SplitStream& stream, std::uint32_t depth, std::uint32_t first,
                      std::uint32_t size);
  template <class Upper>
  std::uint64_t split_down(std::uint32_t first, std::uint32_t size, const Upper& upper);
  void draw_blocks(const SplitStream& stream, std::uint32_t node, std::uint32_t size,
                   std::uint32_t pairs);

  Shape shape_;
  std::uint64_t seed_;
  BinomialTables tables_;
  bool sparse_;                       ///< fewer pixels than levels: only nodes that hold pixels are
                                      ///< kept
  std::vector<std::uint32_t> level_;  ///< [place at the depth reached]: pixels; after the last
                                      ///< depth [level]
  std::vector<Node> nodes_, next_;    ///< for sparse_: ascending
  std::vector<std::uint32_t> present_;
  Buffer<std::uint32_t> blocks_;  ///< [pair][node of the group][word]
};

}  // namespace brink
