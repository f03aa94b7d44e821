// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/cpu/masks.hpp"

#include "host/cpu/weight_stream.hpp"

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
      if (weight < 0) flip_[word] |= mask;
      if (zeros_ && weight != 0) keep_[word] |= mask;
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

}  // namespace

std::unique_ptr<MaskSource> cap_masks(const ClassifierConfig& config, Shape shape) {
  return std::make_unique<CapMasks>(config, shape);
}
std::unique_ptr<MaskSource> centre_masks(const ClassifierConfig& config, Shape shape) {
  return std::make_unique<CentreMasks>(config, shape);
}

}  // namespace brink
