// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/cpu/weighted/weighted_ends.hpp"

#include <algorithm>

namespace brink {
WeightedEnds::WeightedEnds(const CellJob& job, std::size_t cell, WeightedWindows windows,
                           WeightedCollector::Judge judge)
    : job_(job),
      shape_(job.plan.shape),
      cell_(cell),
      windows_(windows),
      judge_(std::move(judge)),
      preparation_(job, windows.whole),
      // The low caps of classes that are counted whole would be counted twice. They go to the row
      // of |w| = 0, which is never read.
      low_row_(job.weight.back() + 1, preparation_.row_of(0)),
      low_caps_(preparation_.lane_bytes(chunk_words) + simd::padding_bytes),
      low_sizes_(low_caps_.size()) {
  for (std::uint32_t c = 0; c < windows.whole; ++c) {
    low_row_[job.weight[c]] = preparation_.row_of(job.weight[c]);
  }
}

void WeightedEnds::set_slots(std::size_t slots) {
  slots_.resize(slots);
  for (Slot& slot : slots_) {
    slot.count.resize((job_.weight.size() + 1) * shape_.levels());
    slot.caps.resize(job_.weight.size());
  }
}

void WeightedEnds::add(std::size_t slot, const Chunk& chunk, const std::uint32_t* words) {
  Slot& state = slots_[slot];
  if (shape_.b == 1) {
    state.reach += simd::weigh_ones(words, weights_->flip.data(), weights_->planes.data(),
                                    chunk.padded(), preparation_.planes(), chunk.padded());
    count_whole_bits(words, state);
    return;
  }
  const simd::Weighed weighed =
      simd::weigh_levels(words, chunk.padded(), shape_.b, {weights_->lanes.data(), weights_->sum},
                         {windows_.low, low_caps_.data(), low_sizes_.data()});
  state.reach += static_cast<std::uint64_t>(weighed.sum + weights_->offset);
  count_whole(words, state);
  if (shape_.b <= 8) {
    count_listed<std::uint8_t>(weighed.listed, state);
  } else {
    count_listed<std::uint16_t>(weighed.listed, state);
  }
}

void WeightedEnds::count_whole(const std::uint32_t* words, Slot& slot) const {
  std::uint32_t* const count = slot.count.data();
  const std::uint32_t mask = shape_.top_level();
  const auto end = weights_->whole.end();
  for (auto pixel = weights_->whole.begin(); pixel != end;) {
    const std::uint32_t row = pixel->row;
    std::uint32_t caps = 0;  // caps of a chunk: below 2^32
    for (; pixel != end && pixel->row == row; ++pixel) {
      const std::uint32_t cap = (words[pixel->word] >> pixel->shift & mask) ^ pixel->flip;
      ++count[row + cap];
      caps += cap;
    }
    slot.caps[row >> shape_.b] += caps;
  }
}

/// Does the same without increments, because increments of the same two counts would wait for one
/// another.
void WeightedEnds::count_whole_bits(const std::uint32_t* words, Slot& slot) const {
  const auto end = weights_->whole.end();
  for (auto pixel = weights_->whole.begin(); pixel != end;) {
    const auto first = pixel;
    std::uint32_t ones = 0;
    for (; pixel != end && pixel->row == first->row; ++pixel) {
      ones += (words[pixel->word] >> pixel->shift & 1) ^ pixel->flip;
    }
    slot.count[first->row] += static_cast<std::uint32_t>(pixel - first) - ones;
    slot.count[first->row + 1] += ones;
    slot.caps[first->row >> shape_.b] += ones;
  }
}

template <class Level>
void WeightedEnds::count_listed(std::size_t listed, Slot& slot) const {
  const auto* const cap = reinterpret_cast<const Level*>(low_caps_.data());
  const auto* const size = reinterpret_cast<const Level*>(low_sizes_.data());
  std::uint32_t* const count = slot.count.data();
  for (std::size_t i = 0; i < listed; ++i) ++count[low_row_[size[i]] + cap[i]];
}

void WeightedEnds::finish(std::size_t slot, std::uint64_t, std::vector<CellTally>& tallies,
                          std::vector<std::size_t>& undecided) {
  Slot& state = slots_[slot];
  WeightedCounts counts;
  counts.classes = job_.weight_classes();
  counts.levels = shape_.levels();
  counts.reach = state.reach;
  counts.windows = windows_;
  counts.count = state.count.data();
  counts.caps = state.caps.data();
  if (!judge_(counts, tallies[cell_], 1)) undecided.push_back(cell_);
  clear(state);
}

void WeightedEnds::clear(Slot& slot) const {
  slot.reach = 0;
  std::fill(slot.caps.begin() + windows_.whole, slot.caps.end(), 0u);
  for (std::uint32_t c = 0; c < windows_.whole; ++c) {
    std::fill_n(slot.count.begin() + c * std::ptrdiff_t{shape_.levels()}, windows_.low, 0u);
  }
  // Clears all rows except that of |w| = 0, which is never read.
  std::fill(slot.count.begin() + windows_.whole * std::ptrdiff_t{shape_.levels()},
            slot.count.end() - shape_.levels(), 0u);
}

}  // namespace brink
