// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <vector>

#include "cuda/weighted_counts.hpp"
#include "host/cpu/draw/chunk.hpp"
#include "host/cpu/draw/weight_stream.hpp"
#include "host/cpu/evaluate.hpp"
#include "host/cpu/simd/buffer.hpp"

namespace brink {

/// Which pixel each lane of simd::expand_levels holds; the same in every 16 words. The value is
/// the pixel's place among the pixels of the words, plus 1, or 0 where a lane holds no pixel.
std::vector<std::uint32_t> lane_order(std::uint32_t b);

/// The weights of a chunk's pixels, in the forms that the loops over its images need.
struct PreparedWeights {
  /// A pixel of the classes that are counted whole.
  struct Whole {
    std::uint16_t word;
    std::uint8_t shift;
    std::uint16_t flip;  ///< level ^ flip is the cap
    std::uint32_t row;   ///< where its class begins in the counts
  };

  std::vector<Whole> whole;  ///< class by class
  /// For b = 1: the masks that turn levels into caps, and the bits of |w|, plane after plane.
  Buffer<std::uint32_t> flip, planes;
  /// For other b: a weight for each lane (simd::LaneWeights), and the number that turns the sum
  /// of w x into the sum of |w| cap: q-1 for each unit of negative weight.
  Buffer<std::uint8_t> lanes;
  std::int64_t sum = 0;
  std::int64_t offset = 0;
};

/// Prepares one chunk after another. Small preparations are kept, because they are the same for
/// every image.
class WeightPreparation {
 public:
  /// `whole` is the first class that is counted whole.
  WeightPreparation(const CellJob& job, std::uint32_t whole);

  /// Whether the loops can take the weights of a half-space.
  static bool possible(const CellJob& job);

  /// The preparation of a chunk. Valid until the next call.
  const PreparedWeights& at(const Chunk& chunk);

  /// Bytes for the lanes of so many words, which must be a multiple of 16.
  std::uint64_t lane_bytes(std::uint64_t words) const {
    return words / simd::padding_words * order_.size() * (shape_.b <= 8 ? 1 : 2);
  }
  std::uint32_t planes() const { return planes_; }
  /// The row of each |w| in the counts. Each class has a row, and one more row is for |w| = 0.
  std::uint32_t row_of(std::uint32_t weight) const { return row_of_[weight]; }

 private:
  void prepare(const Chunk& chunk, PreparedWeights& out);
  void fill_planes(const Chunk& chunk, PreparedWeights& out) const;
  template <class Weight>
  void fill_lanes(const Chunk& chunk, PreparedWeights& out) const;

  const CellJob& job_;
  Shape shape_;
  std::uint32_t least_whole_;  ///< the least |w| that is counted whole
  std::uint32_t planes_;
  std::vector<std::uint32_t> order_;
  WeightStream stream_;
  std::vector<std::uint32_t> row_of_;  ///< [|w|]
  std::vector<std::int32_t> weights_;  ///< weights of the chunk's pixels
  std::vector<PreparedWeights> kept_;  ///< [chunk], or only one where they are not kept
  std::vector<bool> ready_;
};

}  // namespace brink
