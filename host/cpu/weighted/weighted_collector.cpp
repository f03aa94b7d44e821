// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/cpu/weighted/weighted_collector.hpp"

#include <algorithm>
#include <cstdlib>

namespace brink {

bool few_pixels(const CellJob& job) {
  constexpr std::uint64_t pairs_per_pixel = 256;
  const Shape& shape = job.plan.shape;
  return shape.pixels() < (job.weight.size() + 1) * shape.levels() / pairs_per_pixel;
}

WeightedCollector::WeightedCollector(const CellJob& job, std::size_t cell, Judge judge)
    : job_(job),
      shape_(job.plan.shape),
      cell_(cell),
      judge_(std::move(judge)),
      rows_(job.weight.size() + 1),
      row_of_(max_weight_classes + 1),
      stream_(*job.config, shape_) {
  row_of_[0] = static_cast<std::uint32_t>(job.weight.size()) * shape_.levels();
  for (std::uint32_t c = 0; c < job.weight.size(); ++c) {
    row_of_[job.weight[c]] = c * shape_.levels();
  }
  few_pixels_ = few_pixels(job);
  pixels_.reserve(chunk_words * shape_.pixels_per_word());
}

void WeightedCollector::set_slots(std::size_t slots) {
  slots_.resize(slots);
  for (Slot& slot : slots_) slot.count.resize(rows_ * shape_.levels());
}

void WeightedCollector::prepare(const Chunk& chunk) {
  pixels_.clear();
  stream_.each(chunk.first_pixel, chunk.pixels, [&](std::uint64_t, std::int32_t weight) {
    const auto size = static_cast<std::uint16_t>(std::abs(weight));
    const std::uint32_t flip = weight < 0 ? shape_.top_level() : 0;
    pixels_.push_back({row_of_[size], static_cast<std::uint16_t>(flip), size});
  });
}

/// Calls visit(pixel weight, level) for every pixel of the chunk.
template <class Visit>
void WeightedCollector::each_pixel(const std::uint32_t* words, Visit visit) const {
  const std::uint32_t fields = shape_.pixels_per_word();
  const std::uint32_t mask = shape_.top_level();
  const PixelWeight* pixel = pixels_.data();
  const PixelWeight* const end = pixel + pixels_.size();
  for (; end - pixel >= fields; ++words) {
    std::uint32_t word = *words;
    for (std::uint32_t field = 0; field + 1 < fields; ++field, word >>= shape_.b) {
      visit(*pixel++, word & mask);
    }
    visit(*pixel++, word & mask);
  }
  for (std::uint32_t field = 0; pixel != end; ++field) {
    visit(*pixel++, (*words >> (field * shape_.b)) & mask);
  }
}

void WeightedCollector::add(std::size_t slot, const Chunk&, const std::uint32_t* words) {
  Slot& state = slots_[slot];
  std::uint32_t* const count = state.count.data();
  std::uint64_t reach = 0;
  if (few_pixels_) {
    each_pixel(words, [&](PixelWeight pixel, std::uint32_t level) {
      const std::uint32_t cap = level ^ pixel.flip;
      if (count[pixel.row + cap]++ == 0) state.present.push_back(pixel.row + cap);
      reach += std::uint64_t{pixel.weight} * cap;
    });
  } else {
    each_pixel(words, [&](PixelWeight pixel, std::uint32_t level) {
      const std::uint32_t cap = level ^ pixel.flip;
      ++count[pixel.row + cap];
      reach += std::uint64_t{pixel.weight} * cap;
    });
  }
  state.reach += reach;
}

void WeightedCollector::finish(std::size_t slot, std::uint64_t, std::vector<CellTally>& tallies,
                               std::vector<std::size_t>& undecided) {
  Slot& state = slots_[slot];
  WeightedCounts counts;
  counts.classes = job_.weight_classes();
  counts.levels = shape_.levels();
  counts.reach = state.reach;
  counts.count = state.count.data();
  if (few_pixels_) {
    std::sort(state.present.begin(), state.present.end());
    present_begin_.clear();
    auto first = state.present.begin();
    for (std::uint32_t row = 0; row < rows_; ++row) {
      first = std::lower_bound(first, state.present.end(), row * shape_.levels());
      present_begin_.push_back(static_cast<std::uint32_t>(first - state.present.begin()));
    }
    counts.present = state.present.data();
    counts.present_begin = present_begin_.data();
  }
  if (!judge_(counts, tallies[cell_], 1)) undecided.push_back(cell_);
  if (few_pixels_) {
    for (const std::uint32_t pair : state.present) state.count[pair] = 0;
    state.present.clear();
  } else {
    std::fill(state.count.begin(), state.count.end(), 0u);
  }
  state.reach = 0;
}

}  // namespace brink
