// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/cpu/draw/count_sampler.hpp"

#include <algorithm>
#include <cstring>

#include "host/cpu/simd/simd.hpp"
#include "host/sampler/binomial_tables.hpp"

namespace brink {
namespace {

// How many nodes have their blocks drawn together. The blocks take at most 14 KiB, which leaves
// room for tables and counts in a first-level cache.
constexpr std::uint32_t group_nodes = 64;
constexpr std::size_t block_words = 4;
// So few blocks in a row are drawn quicker one by one than by a vector loop.
constexpr std::uint32_t least_vector_blocks = 4;

}  // namespace

CountSampler::CountSampler(Shape shape, std::uint64_t seed)
    : shape_(shape),
      seed_(seed),
      tables_(binomial_tables(static_cast<std::uint32_t>(shape.pixels()))),
      sparse_(shape.pixels() < shape.levels() / sparse_levels_one_in),
      level_(shape.levels()),
      blocks_(SplitSlots::pairs * group_nodes * block_words) {}

std::uint64_t CountSampler::splits() const {
  return std::min<std::uint64_t>(shape_.top_level(), shape_.pixels() * shape_.b);
}

LevelCounts CountSampler::draw(std::uint64_t image) {
  LevelCounts counts;
  counts.pixels = shape_.pixels();
  counts.levels = shape_.levels();
  counts.windows = LevelWindows::all(shape_.levels());
  counts.count = level_.data();
  const SplitStream stream(shape_, seed_, image);
  if (sparse_) {
    draw_sparse(stream, counts);
  } else {
    draw_dense(stream, counts);
  }
  return counts;
}

void CountSampler::draw_dense(const SplitStream& stream, LevelCounts& counts) {
  level_[0] = static_cast<std::uint32_t>(shape_.pixels());
  for (std::uint32_t depth = 0; depth < shape_.b; ++depth) {
    std::uint64_t upper = 0;
    // The loop goes downwards, because children are stored at or above their parent's place.
    for (std::uint32_t end = 1u << depth; end > 0;) {
      const std::uint32_t size = std::min(end, group_nodes);
      end -= size;
      upper += split(stream, depth, end, size);
    }
    if (depth == 0) counts.upper_half = upper;
    counts.sum += upper << (shape_.b - 1 - depth);
  }
}

std::uint64_t CountSampler::split(const SplitStream& stream, std::uint32_t depth,
                                  std::uint32_t first, std::uint32_t size) {
  const std::uint32_t node = (1u << depth) + first;
  std::uint32_t digits = 0;
  for (std::uint32_t i = 0; i < size; ++i) digits |= level_[first + i];
  draw_blocks(stream, node, size, SplitSlots::pairs_used(digits));
  const auto word = [&](std::uint32_t i, std::uint32_t slot) {
    Block block;
    std::memcpy(&block, blocks_.data() + (slot / 2 * size + i) * block_words, sizeof block);
    return SplitSlots::half(block, slot);
  };
  if (digits <= coin_mask) {
    return split_down(first, size, [&](std::uint32_t i, std::uint32_t pixels) {
      return toss_coins(pixels, word(i, SplitSlots::single_coins),
                        word(i, SplitSlots::full_word_of_coins));
    });
  }
  return split_down(first, size, [&](std::uint32_t i, std::uint32_t pixels) {
    return draw_upper(tables_, pixels, node + i, stream,
                      [&](std::uint32_t slot) { return word(i, slot); });
  });
}

/// Replaces each node of a group by its two halves; `upper(i, pixels)` gives how many pixels go
/// up. The loop goes from the last node to the first, because a half may take the place of a
/// later node.
template <class Upper>
std::uint64_t CountSampler::split_down(std::uint32_t first, std::uint32_t size,
                                       const Upper& upper) {
  std::uint64_t all = 0;
  for (std::uint32_t i = size; i-- > 0;) {
    const std::uint32_t pixels = level_[first + i];
    const std::uint32_t high = upper(i, pixels);
    level_[2 * (first + i)] = pixels - high;
    level_[2 * (first + i) + 1] = high;
    all += high;
  }
  return all;
}

void CountSampler::draw_blocks(const SplitStream& stream, std::uint32_t node, std::uint32_t size,
                               std::uint32_t pairs) {
  for (; pairs != 0; pairs &= pairs - 1) {
    const std::uint32_t pair = lowest_one(pairs);
    std::uint32_t* const out = blocks_.data() + pair * size * block_words;
    if (size >= least_vector_blocks) {
      simd::draw_blocks(stream.name(), seed_, stream.image(), SplitSlots::block(pair, node), size,
                        out);
      continue;
    }
    for (std::uint32_t i = 0; i < size; ++i) {
      const Block block = stream.block(pair, node + i);
      std::memcpy(out + i * block_words, &block, sizeof block);
    }
  }
}

void CountSampler::draw_sparse(const SplitStream& stream, LevelCounts& counts) {
  for (const std::uint32_t level : present_) level_[level] = 0;
  nodes_.assign(1, {0, static_cast<std::uint32_t>(shape_.pixels())});
  for (std::uint32_t depth = 0; depth < shape_.b; ++depth) {
    next_.clear();
    std::uint64_t all_upper = 0;
    for (const auto& [place, pixels] : nodes_) {
      const std::uint32_t upper = draw_upper(tables_, pixels, (1u << depth) + place, stream);
      if (upper < pixels) next_.push_back({2 * place, pixels - upper});
      if (upper > 0) next_.push_back({2 * place + 1, upper});
      all_upper += upper;
    }
    if (depth == 0) counts.upper_half = all_upper;
    counts.sum += all_upper << (shape_.b - 1 - depth);
    nodes_.swap(next_);
  }
  present_.clear();
  for (const auto& [level, pixels] : nodes_) {
    present_.push_back(level);
    level_[level] = pixels;
  }
  counts.present = present_.data();
  counts.present_count = static_cast<std::uint32_t>(present_.size());
}

}  // namespace brink
