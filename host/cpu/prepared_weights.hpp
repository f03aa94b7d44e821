// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <vector>

#include "cuda/weighted_counts.hpp"
#include "host/cpu/buffer.hpp"
#include "host/cpu/chunk.hpp"
#include "host/cpu/evaluate.hpp"
#include "host/cpu/weight_stream.hpp"

namespace brink {

/// What stands in a lane of simd::expand_levels, the same in each 16 words.
/// Where nothing stands: 0; else the pixel's place among the words' pixels, plus 1.
std::vector<std::uint32_t> lane_order(std::uint32_t b);

/// The weights of a chunk's pixels in the forms that its images are met with.
struct PreparedWeights {
  /// A pixel of the classes that are counted whole.
  struct Whole {
    std::uint16_t word;
    std::uint8_t shift;
    std::uint16_t flip;  ///< level ^ flip is the cap
    std::uint32_t row;   ///< where its class begins in the counts
  };

  std::vector<Whole> whole;  ///< class by class
  /// b = 1: what turns levels into caps, and the bits of |w|, plane after plane.
  Buffer<std::uint32_t> flip, planes;
  /// Above: a weight for each lane (simd::LaneWeights), and what makes the sum of
  /// w x the sum of |w| cap: q-1 for each unit of negative weight.
  Buffer<std::uint8_t> lanes;
  std::int64_t sum = 0;
  std::int64_t offset = 0;
};

/// Prepares one chunk after another; keeps them where they are small, since they are
/// the same for every image.
class WeightPreparation {
 public:
  /// `whole` is the first class that is counted whole.
  WeightPreparation(const CellJob& job, std::uint32_t whole);

  /// Whether a half-space's weights fit the loops.
  static bool possible(const CellJob& job);

  /// Valid until the next call.
  const PreparedWeights& at(const Chunk& chunk);

  /// Of the lanes of so many words, a multiple of 16.
  std::uint64_t lane_bytes(std::uint64_t words) const {
    return words / simd::padding_words * order_.size() * (shape_.b <= 8 ? 1 : 2);
  }
  std::uint32_t planes() const { return planes_; }
  /// Row of each |w| in the counts, a row for each class and one behind for |w| = 0.
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
  std::vector<std::int32_t> weights_;  ///< of the chunk's pixels
  std::vector<PreparedWeights> kept_;  ///< [chunk], one only where they are not kept
  std::vector<bool> ready_;
};

}  // namespace brink
