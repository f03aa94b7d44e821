// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/cpu/draw/masks.hpp"

#include <algorithm>
#include <vector>

#include "host/cpu/draw/weight_stream.hpp"

namespace brink {
namespace {

class CapMasks : public MaskSource {
 public:
  CapMasks(const ClassifierConfig& config, Shape shape)
      : shape_(shape),
        stream_(config, shape),
        zeros_(weight_rule(config).kind == WeightRule::Kind::sparse),
        flip_(chunk_words),
        keep_(zeros_ ? chunk_words : 0) {}

  MaskView at(const Chunk& chunk) override {
    flip_.clear();
    keep_.clear();
    const std::uint32_t fields = shape_.pixels_per_word();
    std::size_t word = 0;
    std::uint32_t field = 0;
    stream_.each(chunk.first_pixel, chunk.pixels, [&](std::uint64_t, std::int32_t weight) {
      const std::uint32_t mask = shape_.top_level() << (field * shape_.b);
      // Signs are random, so a processor would predict a branch on them wrongly half of the time.
      flip_[word] |= mask & (0 - static_cast<std::uint32_t>(weight < 0));
      if (zeros_) keep_[word] |= mask & (0 - static_cast<std::uint32_t>(weight != 0));
      if (++field == fields) field = 0, ++word;
    });
    return {flip_.data(), zeros_ ? keep_.data() : nullptr};
  }

 private:
  Shape shape_;
  WeightStream stream_;
  bool zeros_;
  Buffer<std::uint32_t> flip_;
  Buffer<std::uint32_t> keep_;
};

class CentreMasks : public MaskSource {
 public:
  CentreMasks(const ClassifierConfig& config, Shape shape)
      : shape_(shape), seed_(config.seed), flip_(chunk_words) {}

  MaskView at(const Chunk& chunk) override {
    constexpr std::uint64_t centre_image = 0;
    draw_chunk(shape_, shape_.stream(Domain::centre), seed_, centre_image, chunk, flip_.data());
    return {flip_.data(), nullptr};
  }

 private:
  Shape shape_;
  std::uint64_t seed_;
  Buffer<std::uint32_t> flip_;
};

/// Of a centre that a file gives.
class GivenCentreMasks : public MaskSource {
 public:
  GivenCentreMasks(const ClassifierConfig& config, Shape shape)
      : words_(packed_centre(config, shape)), flip_(chunk_words) {}

  MaskView at(const Chunk& chunk) override {
    flip_.clear();
    std::copy_n(words_.data() + chunk.first_word, chunk.words, flip_.data());
    return {flip_.data(), nullptr};
  }

 private:
  std::vector<std::uint32_t> words_;
  Buffer<std::uint32_t> flip_;
};

/// Keeps the masks of every chunk, because they are the same for every image.
class KeptMasks : public MaskSource {
 public:
  KeptMasks(std::unique_ptr<MaskSource> masks, Shape shape)
      : masks_(std::move(masks)), kept_(chunk_count(shape)) {}

  MaskView at(const Chunk& chunk) override {
    Kept& kept = kept_[static_cast<std::size_t>(chunk.first_word / chunk_words)];
    if (kept.flip.size() == 0) {
      const MaskView made = masks_->at(chunk);
      kept.flip = copied(made.flip, chunk.padded());
      if (made.keep != nullptr) {
        kept.keep = copied(made.keep, chunk.padded());
        keep_used(chunk, kept);
      }
    }
    return {kept.flip.data(), kept.keep.size() == 0 ? nullptr : kept.keep.data(),
            kept.used.size() == 0 ? nullptr : kept.used.data()};
  }

 private:
  struct Kept {
    Buffer<std::uint32_t> flip, keep;
    Buffer<std::uint8_t> used;
  };
  /// Where at most half of the words are used, moving them together is quicker than counting all.
  static void keep_used(const Chunk& chunk, Kept& kept) {
    const std::uint32_t* const keep = kept.keep.data();
    const auto used = static_cast<std::size_t>(
        std::count_if(keep, keep + chunk.words, [](std::uint32_t word) { return word != 0; }));
    if (2 * used > chunk.words) return;
    constexpr std::size_t byte_bits = 8;
    Buffer<std::uint8_t> bits(chunk.padded() / byte_bits);
    for (std::size_t word = 0; word < chunk.words; ++word) {
      bits[word / byte_bits] |= static_cast<std::uint8_t>((keep[word] != 0) << word % byte_bits);
    }
    Kept packed{Buffer<std::uint32_t>(used + simd::padding_words),
                Buffer<std::uint32_t>(used + simd::padding_words), std::move(bits)};
    simd::pack(kept.flip.data(), packed.used.data(), chunk.padded(), packed.flip.data());
    simd::pack(keep, packed.used.data(), chunk.padded(), packed.keep.data());
    kept = std::move(packed);
  }
  static Buffer<std::uint32_t> copied(const std::uint32_t* words, std::size_t count) {
    Buffer<std::uint32_t> copy(count);
    std::copy_n(words, count, copy.data());
    return copy;
  }

  std::unique_ptr<MaskSource> masks_;
  std::vector<Kept> kept_;  ///< [chunk]
};

// For one class and thread: enough for n = 2048 at b = 8, or n = 1024 at b = 16 with zeros.
constexpr std::uint64_t kept_bytes = 4 << 20;

std::unique_ptr<MaskSource> kept_where_small(std::unique_ptr<MaskSource> masks, Shape shape,
                                             std::uint64_t masks_per_word) {
  if (shape.words() * sizeof(std::uint32_t) * masks_per_word > kept_bytes) return masks;
  return std::make_unique<KeptMasks>(std::move(masks), shape);
}

}  // namespace

std::unique_ptr<MaskSource> cap_masks(const ClassifierConfig& config, Shape shape) {
  const bool zeros = weight_rule(config).kind == WeightRule::Kind::sparse;
  return kept_where_small(std::make_unique<CapMasks>(config, shape), shape, zeros ? 2 : 1);
}
std::unique_ptr<MaskSource> centre_masks(const ClassifierConfig& config, Shape shape) {
  if (config.has_file()) return std::make_unique<GivenCentreMasks>(config, shape);
  return kept_where_small(std::make_unique<CentreMasks>(config, shape), shape, 1);
}

}  // namespace brink
