// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/cpu/weighted/prepared_weights.hpp"

#include <algorithm>
#include <bit>
#include <cstdlib>

namespace brink {
namespace {

// For one half-space and thread: enough for n = 1024 at b = 16, or n = 2048 at b = 8.
constexpr std::uint64_t kept_bytes = 4 << 20;

std::uint32_t largest_weight(const CellJob& job) {
  return job.weight.empty() ? 0 : job.weight.back();
}

}  // namespace

std::vector<std::uint32_t> lane_order(std::uint32_t b) {
  if (b == 1) return {};  // there are no lanes but planes of bits
  // Levels that spell, digit by digit, in which field of the 16 words they are.
  constexpr std::uint32_t words = simd::padding_words;
  const std::uint32_t fields = 32 / b;
  const std::uint32_t base = std::uint32_t{1} << b;
  std::vector<std::uint32_t> field_of;
  for (std::uint32_t unit = 1; unit <= words * fields; unit *= base) {
    Buffer<std::uint32_t> packed(words);
    for (std::uint32_t field = 0; field < words * fields; ++field) {
      const std::uint32_t digit = (field + 1) / unit % base;  // 0 marks empty lanes
      packed[field / fields] |= digit << (field % fields * b);
    }
    Buffer<std::uint16_t> levels(words * fields * 2);
    const std::size_t count = simd::expand_levels(packed.data(), words, b, levels.data());
    field_of.resize(count);
    const auto* const bytes = reinterpret_cast<const std::uint8_t*>(levels.data());
    for (std::size_t lane = 0; lane < count; ++lane) {
      field_of[lane] += unit * (b <= 8 ? bytes[lane] : levels[lane]);
    }
  }
  return field_of;
}

WeightPreparation::WeightPreparation(const CellJob& job, std::uint32_t whole)
    : job_(job),
      shape_(job.plan.shape),
      least_whole_(whole < job.weight.size() ? job.weight[whole] : largest_weight(job) + 1),
      planes_(static_cast<std::uint32_t>(std::bit_width(largest_weight(job)))),
      order_(lane_order(job.plan.shape.b)),
      stream_(*job.config, shape_),
      row_of_(largest_weight(job) + 1) {
  row_of_[0] = static_cast<std::uint32_t>(job.weight.size()) * shape_.levels();
  for (std::uint32_t c = 0; c < job.weight.size(); ++c)
    row_of_[job.weight[c]] = c * shape_.levels();
  const std::uint64_t bytes_of_all =
      shape_.b == 1 ? shape_.words() * 4 * (1 + planes_) : lane_bytes(shape_.words());
  kept_.resize(bytes_of_all <= kept_bytes ? chunk_count(shape_) : 1);
  ready_.resize(kept_.size());
}

bool WeightPreparation::possible(const CellJob& job) {
  return largest_weight(job) <= simd::max_lane_weight;
}

const PreparedWeights& WeightPreparation::at(const Chunk& chunk) {
  const bool all_kept = kept_.size() == chunk_count(shape_);
  const std::size_t position =
      all_kept ? static_cast<std::size_t>(chunk.first_word / chunk_words) : 0;
  if (!all_kept || !ready_[position]) prepare(chunk, kept_[position]);
  ready_[position] = true;
  return kept_[position];
}

void WeightPreparation::prepare(const Chunk& chunk, PreparedWeights& out) {
  weights_.clear();
  out.whole.clear();
  out.sum = out.offset = 0;
  const std::uint32_t fields = shape_.pixels_per_word();
  const std::uint32_t top = shape_.top_level();
  stream_.each(chunk.first_pixel, chunk.pixels, [&](std::uint64_t, std::int32_t weight) {
    const auto size = static_cast<std::uint32_t>(std::abs(weight));
    if (size >= least_whole_) {
      const auto pixel = static_cast<std::uint32_t>(weights_.size());
      out.whole.push_back({static_cast<std::uint16_t>(pixel / fields),
                           static_cast<std::uint8_t>(pixel % fields * shape_.b),
                           static_cast<std::uint16_t>(weight < 0 ? top : 0), row_of_[size]});
    }
    out.sum += weight;
    if (weight < 0) out.offset += std::int64_t{size} * top;
    weights_.push_back(weight);
  });
  std::stable_sort(out.whole.begin(), out.whole.end(),
                   [](const auto& a, const auto& b) { return a.row < b.row; });
  if (shape_.b == 1) {
    fill_planes(chunk, out);
  } else if (shape_.b <= 8) {
    fill_lanes<std::int8_t>(chunk, out);
  } else {
    fill_lanes<std::int16_t>(chunk, out);
  }
}

void WeightPreparation::fill_planes(const Chunk& chunk, PreparedWeights& out) const {
  const std::size_t stride = chunk.padded();
  out.flip = Buffer<std::uint32_t>(stride);
  out.planes = Buffer<std::uint32_t>(stride * planes_);
  for (std::size_t i = 0; i < weights_.size(); ++i) {
    const std::uint32_t bit = std::uint32_t{1} << i % 32;
    const auto size = static_cast<std::uint32_t>(std::abs(weights_[i]));
    if (weights_[i] < 0) out.flip[i / 32] |= bit;
    for (std::uint32_t k = 0; k < planes_; ++k) {
      if ((size >> k & 1) != 0) out.planes[k * stride + i / 32] |= bit;
    }
  }
}

template <class Weight>
void WeightPreparation::fill_lanes(const Chunk& chunk, PreparedWeights& out) const {
  const std::size_t groups = chunk.padded() / simd::padding_words;
  const std::size_t group_pixels = simd::padding_words * shape_.pixels_per_word();
  out.lanes = Buffer<std::uint8_t>(lane_bytes(chunk.padded()));
  auto* const lanes = reinterpret_cast<Weight*>(out.lanes.data());
  for (std::size_t lane = 0; lane < order_.size(); ++lane) {
    if (order_[lane] == 0) continue;
    for (std::size_t group = 0; group < groups; ++group) {
      const std::size_t pixel = group * group_pixels + order_[lane] - 1;
      if (pixel >= weights_.size()) break;
      lanes[group * order_.size() + lane] = static_cast<Weight>(weights_[pixel]);
    }
  }
}

}  // namespace brink
