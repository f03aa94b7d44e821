// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/cpu/weighted_collector.hpp"

#include <algorithm>
#include <cstdlib>

namespace brink {

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

void WeightedCollector::add(std::size_t slot, const Chunk&, const std::uint32_t* words) {
  Slot& state = slots_[slot];
  std::uint32_t* const count = state.count.data();
  const std::uint32_t fields = shape_.pixels_per_word();
  const std::uint32_t b = shape_.b;
  const std::uint32_t mask = shape_.top_level();
  const PixelWeight* pixel = pixels_.data();
  const PixelWeight* const end = pixel + pixels_.size();
  std::uint64_t reach = 0;
  const auto visit = [&](std::uint32_t level) {
    const std::uint32_t cap = level ^ pixel->flip;
    ++count[pixel->row + cap];
    reach += std::uint64_t{pixel->weight} * cap;
    ++pixel;
  };
  for (; end - pixel >= fields; ++words) {
    std::uint32_t word = *words;
    for (std::uint32_t field = 0; field + 1 < fields; ++field, word >>= b) visit(word & mask);
    visit(word & mask);
  }
  for (std::uint32_t field = 0; pixel != end; ++field) visit((*words >> (field * b)) & mask);
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
  if (!judge_(counts, tallies[cell_])) undecided.push_back(cell_);
  std::fill(state.count.begin(), state.count.end(), 0u);
  state.reach = 0;
}

}  // namespace brink
