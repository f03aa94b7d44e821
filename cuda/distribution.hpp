// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "cuda/philox.hpp"
#include "cuda/shape.hpp"

namespace brink {

/// How the pixels of a random image hang together (docs/spec/random_streams.md#distributions).
/// Only the parameters of the own kind count.
struct Distribution {
  enum class Kind : std::uint32_t { uniform, blocks, smooth, ball };

  Kind kind = Kind::uniform;
  std::uint32_t block = 1;        ///< blocks: side m of a square of one level, in pixels
  std::uint32_t roughness = 0;    ///< smooth: T, in 65536ths of the circle
  std::uint32_t centres = 1;      ///< ball: number k of centres
  std::uint64_t centre_seed = 1;  ///< ball: seed of the centres
  std::uint64_t changed = 0;      ///< ball: number d of pixels that are drawn anew, up to N

  friend bool operator==(const Distribution& a, const Distribution& b) {
    return a.kind == b.kind && a.block == b.block && a.roughness == b.roughness &&
           a.centres == b.centres && a.centre_seed == b.centre_seed && a.changed == b.changed;
  }
};

/// Reads the words of one stream. Neighbouring words cost one Philox block.
class StreamReader {
 public:
  BRINK_HD StreamReader(std::uint32_t stream, std::uint64_t seed, std::uint64_t index)
      : stream_(stream), seed_(seed), index_(index) {}

  BRINK_HD std::uint32_t word(std::uint64_t position) {
    if (position / 4 != drawn_) {
      drawn_ = position / 4;
      block_ = stream_block(stream_, seed_, index_, drawn_);
    }
    const std::uint32_t low = position % 2 == 0 ? block_.word[0] : block_.word[1];
    const std::uint32_t high = position % 2 == 0 ? block_.word[2] : block_.word[3];
    return position % 4 < 2 ? low : high;
  }

  /// Level i of an image of `b` bits that is packed in the stream.
  BRINK_HD std::uint32_t level(std::uint64_t i, std::uint32_t b) {
    const std::uint32_t fields = 32 / b;
    const std::uint32_t top_level = (std::uint32_t{1} << b) - 1;
    return word(i / fields) >> (static_cast<std::uint32_t>(i % fields) * b) & top_level;
  }

 private:
  std::uint32_t stream_;
  std::uint64_t seed_, index_;
  std::uint64_t drawn_ = ~std::uint64_t{0};
  Block block_{};
};

/// Where pixel i = (channel n + row) n + column lies.
struct PixelPlace {
  std::uint32_t channel, row, column;

  BRINK_HD PixelPlace(std::uint32_t n, std::uint64_t i)
      : channel(static_cast<std::uint32_t>(i / n / n)),
        row(static_cast<std::uint32_t>(i / n % n)),
        column(static_cast<std::uint32_t>(i % n)) {}

  /// Goes on to the next pixel.
  BRINK_HD void advance(std::uint32_t n) {
    if (++column < n) return;
    column = 0;
    if (++row < n) return;
    row = 0;
    ++channel;
  }
};

/// A coarse image, each pixel of which covers `side` by `side` pixels of an image.
struct CoarseGrid {
  std::uint32_t side;  ///< of a square, in pixels
  std::uint32_t n;     ///< squares in a row

  BRINK_HD CoarseGrid(std::uint32_t image_side, std::uint32_t square_side)
      : side(square_side), n((image_side - 1) / square_side + 1) {}

  BRINK_HD std::uint64_t index(const PixelPlace& place) const {
    return (std::uint64_t{place.channel} * n + place.row / side) * n + place.column / side;
  }
};

/// The scales of `smooth`. The grid of scale k has squares of side 2^k, and each square has a
/// number of 16 bits. Above them all a channel has a word.
struct SmoothScales {
  static constexpr std::uint32_t number_bits = 16;

  Shape shape;

  /// The number of grids that have several squares.
  BRINK_HD std::uint32_t count() const {
    std::uint32_t scales = 0;
    while ((std::uint32_t{1} << scales) < shape.n) ++scales;
    return scales;
  }
  BRINK_HD CoarseGrid grid(std::uint32_t scale) const {
    return {shape.n, std::uint32_t{1} << scale};
  }
  /// The stream of a grid of so many squares in a row; of one square, that of the channels' words.
  BRINK_HD std::uint32_t stream(std::uint32_t squares) const {
    return Shape{squares, shape.h, number_bits}.stream(Domain::smooth);
  }
  /// The level at a point of the circle, whose circumference is 2^32. It rises from 0 to q-1 on
  /// one half of the circle and falls on the other one.
  BRINK_HD std::uint32_t level(std::uint32_t point) const {
    const std::uint32_t risen = point >> 31 == 0 ? point : ~point;
    return risen >> (31 - shape.b);
  }
};

/// The stretches of `ball`. The pixels, in their order, form d stretches of lengths that differ
/// by at most one, and in each of them one pixel is drawn anew.
struct Stretches {
  std::uint64_t pixels;   ///< N
  std::uint64_t changed;  ///< d

  BRINK_HD std::uint64_t first(std::uint64_t stretch) const { return stretch * pixels / changed; }
  /// The stretch that pixel i lies in.
  BRINK_HD std::uint64_t of(std::uint64_t i) const { return ((i + 1) * changed - 1) / pixels; }
  /// The pixel that is drawn anew, by the word of its stretch.
  BRINK_HD std::uint64_t drawn(std::uint64_t stretch, std::uint32_t word) const {
    const std::uint64_t begin = first(stretch);
    return begin + (word * (first(stretch + 1) - begin) >> 32);
  }
};

/// Which of k centres an image has, by the first word of its stream; word 1+j is that of stretch j.
BRINK_HD inline std::uint64_t centre_of(std::uint32_t word, std::uint32_t centres) {
  return std::uint64_t{word} * centres >> 32;
}

/// The level of one pixel of an image that is not uniform.
BRINK_HD inline std::uint32_t distributed_level(const Distribution& law, const Shape& shape,
                                                std::uint64_t seed, std::uint64_t image,
                                                std::uint64_t i) {
  const PixelPlace place(shape.n, i);
  if (law.kind == Distribution::Kind::blocks) {
    const CoarseGrid grid(shape.n, law.block);
    const Shape coarse{grid.n, shape.h, shape.b};
    return StreamReader(coarse.stream(Domain::image), seed, image)
        .level(grid.index(place), shape.b);
  }
  if (law.kind == Distribution::Kind::smooth) {
    const SmoothScales scales{shape};
    std::uint32_t point = StreamReader(scales.stream(1), seed, image).word(place.channel);
    for (std::uint32_t scale = 0; scale < scales.count(); ++scale) {
      const CoarseGrid grid = scales.grid(scale);
      point += law.roughness * StreamReader(scales.stream(grid.n), seed, image)
                                   .level(grid.index(place), SmoothScales::number_bits);
    }
    return scales.level(point);
  }
  StreamReader choices(shape.stream(Domain::ball), seed, image);
  const std::uint64_t centre = centre_of(choices.word(0), law.centres);
  if (law.changed > 0) {
    const Stretches stretches{shape.pixels(), law.changed};
    const std::uint64_t stretch = stretches.of(i);
    if (stretches.drawn(stretch, choices.word(1 + stretch)) == i) {
      return StreamReader(shape.stream(Domain::image), seed, image).level(i, shape.b);
    }
  }
  return StreamReader(shape.stream(Domain::centre), law.centre_seed, centre).level(i, shape.b);
}

/// The most pixels of a Philox block.
inline constexpr std::uint32_t most_block_pixels = 128;

/// A Philox block of packed levels of an image that is not uniform, at a fraction of the cost of
/// its levels one by one. Bits that belong to no pixel are zero in the blocks of `blocks` and
/// `smooth`; in those of `ball` they are not cleared.
BRINK_HD inline Block distributed_block(const Distribution& law, const Shape& shape,
                                        std::uint64_t seed, std::uint64_t image,
                                        std::uint64_t position) {
  const std::uint32_t fields = shape.pixels_per_word();
  const std::uint64_t first = position * 4 * fields;
  const std::uint64_t left = shape.pixels() - first;
  const std::uint32_t count = left < 4 * fields ? static_cast<std::uint32_t>(left) : 4 * fields;
  if (law.kind == Distribution::Kind::ball) {
    StreamReader choices(shape.stream(Domain::ball), seed, image);
    const std::uint64_t centre = centre_of(choices.word(0), law.centres);
    Block block = stream_block(shape.stream(Domain::centre), law.centre_seed, centre, position);
    if (law.changed == 0) return block;
    const Block noise = stream_block(shape.stream(Domain::image), seed, image, position);
    std::uint32_t mask[4] = {};
    const Stretches stretches{shape.pixels(), law.changed};
    const std::uint64_t last = stretches.of(first + count - 1);
    for (std::uint64_t stretch = stretches.of(first); stretch <= last; ++stretch) {
      const std::uint64_t drawn = stretches.drawn(stretch, choices.word(1 + stretch));
      if (drawn < first || drawn >= first + count) continue;
      const auto place = static_cast<std::uint32_t>(drawn - first);
      mask[place / fields] |= shape.top_level() << (place % fields * shape.b);
    }
    for (int i = 0; i < 4; ++i) block.word[i] ^= (block.word[i] ^ noise.word[i]) & mask[i];
    return block;
  }

  std::uint32_t levels[most_block_pixels];
  const PixelPlace start(shape.n, first);
  PixelPlace place = start;
  if (law.kind == Distribution::Kind::blocks) {
    const CoarseGrid grid(shape.n, law.block);
    const Shape coarse{grid.n, shape.h, shape.b};
    StreamReader reader(coarse.stream(Domain::image), seed, image);
    for (std::uint32_t i = 0; i < count; ++i, place.advance(shape.n)) {
      levels[i] = reader.level(grid.index(place), shape.b);
    }
  } else {
    const SmoothScales scales{shape};
    StreamReader words(scales.stream(1), seed, image);
    for (std::uint32_t i = 0; i < count; ++i, place.advance(shape.n)) {
      levels[i] = words.word(place.channel);
    }
    for (std::uint32_t scale = 0; scale < scales.count(); ++scale) {
      const CoarseGrid grid = scales.grid(scale);
      StreamReader reader(scales.stream(grid.n), seed, image);
      place = start;
      for (std::uint32_t i = 0; i < count; ++i, place.advance(shape.n)) {
        levels[i] += law.roughness * reader.level(grid.index(place), SmoothScales::number_bits);
      }
    }
    for (std::uint32_t i = 0; i < count; ++i) levels[i] = scales.level(levels[i]);
  }
  Block block{};
  for (std::uint32_t i = 0; i < count; ++i) {
    block.word[i / fields] |= levels[i] << (i % fields * shape.b);
  }
  return block;
}

}  // namespace brink
