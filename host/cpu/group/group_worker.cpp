// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/cpu/group/group_worker.hpp"

#include <algorithm>
#include <cstring>
#include <numeric>

namespace brink {
namespace {

// Images in work share the drawing of weights and centres. Their counts should fit in a share of
// a second-level cache.
constexpr std::size_t most_slots = 16;
constexpr std::size_t slots_budget_bytes = 8 << 20;
// Pixels between two looks at the clock and the work queue. They take about a millisecond.
constexpr std::uint64_t batch_pixels = 1 << 21;
constexpr std::uint64_t most_batch_images = 1 << 14;

}  // namespace

GroupWorker::GroupWorker(const GroupJob& job, const std::atomic<bool>* cancelled)
    : Worker(job),
      job_(job),
      cancelled_(cancelled),
      shape_(job.source.shape),
      chunks_(chunk_count(shape_)),
      drawer_(job.source),
      words_(chunk_words) {
  std::vector<std::size_t> cells(job.cells.size());
  std::iota(cells.begin(), cells.end(), std::size_t{0});
  // Windows are for uniform images. Other ones would often need the second look.
  collectors_ =
      make_collectors(job, cells, job.source.stored != nullptr || job.source.distributed());
  order_ = order_for(collectors_);
  std::size_t slot_bytes = 1;
  for (const auto& collector : collectors_) {
    slot_bytes += collector->slot_bytes();
    needs_words_ = needs_words_ || collector->needs_words();
  }
  if (chunks_ > 1) {
    slots_ = std::clamp<std::size_t>(slots_budget_bytes / slot_bytes, 1, most_slots);
    batch_ = slots_;
  } else {
    drawn_at_once_ = std::max<std::size_t>(1, chunk_words / (shape_.blocks() * 4));
    drawn_ = Buffer<std::uint32_t>(drawn_at_once_ * shape_.blocks() * 4);
    batch_ = std::clamp<std::uint64_t>(batch_pixels / shape_.pixels(), drawn_at_once_,
                                       most_batch_images);
  }
  for (const auto& collector : collectors_) {
    collector->set_slots(slots_);
    if (chunks_ == 1) collector->prepare(chunk_at(shape_, 0));
  }
}

void GroupWorker::run(std::uint64_t first, std::uint64_t count) {
  if (chunks_ == 1) {
    run_short(first, count);
    return;
  }
  for (std::uint64_t done = 0; done < count; done += slots_) {
    run_long(first + done, std::min<std::uint64_t>(slots_, count - done));
  }
}

void GroupWorker::draw_short(std::uint64_t first, std::size_t count) {
  const auto blocks = static_cast<std::size_t>(shape_.blocks());
  const std::size_t stride = blocks * 4;
  const auto words = static_cast<std::size_t>(shape_.words());
  const Chunk chunk = chunk_at(shape_, 0);
  if (job_.source.drawn()) {
    const bool full = chunk.fills_blocks(shape_);
    simd::draw_images(shape_.stream(Domain::image), job_.source.seed, first, count, blocks,
                      drawn_.data(), full ? order_ : simd::WordOrder::of_stream);
    if (full) return;
  }
  const std::uint32_t last_mask = last_word_mask(shape_, chunk);
  for (std::size_t i = 0; i < count; ++i) {
    std::uint32_t* const image = drawn_.data() + i * stride;
    if (!job_.source.drawn()) drawer_.draw_words(first + i, chunk, image);
    image[words - 1] &= last_mask;
    for (std::size_t word = words; word < stride; ++word) image[word] = 0;
  }
}

void GroupWorker::run_short(std::uint64_t first, std::uint64_t count) {
  const Chunk chunk = chunk_at(shape_, 0);
  const auto stride = static_cast<std::size_t>(shape_.blocks() * 4);
  for (std::uint64_t done = 0; done < count; done += drawn_at_once_) {
    const auto images =
        static_cast<std::size_t>(std::min<std::uint64_t>(drawn_at_once_, count - done));
    if (needs_words_) draw_short(first + done, images);
    one_by_one_.clear();
    for (const auto& collector : collectors_) {
      if (!collector->take(drawn_.data(), stride, images)) one_by_one_.push_back(collector.get());
    }
    for (std::size_t i = 0; i < images && !one_by_one_.empty(); ++i) {
      const std::uint32_t* image = drawn_.data() + i * stride;
      if (stride % simd::padding_words != 0) {
        // The words behind the image in words_, up to the padding, stay 0.
        std::memcpy(words_.data(), image, stride * sizeof(std::uint32_t));
        image = words_.data();
      }
      for (Collector* const collector : one_by_one_) {
        collector->add(0, chunk, image);
        collector->finish(0, first + done + i, tallies_, undecided_);
      }
      if (!undecided_.empty()) decide(first + done + i);
    }
  }
}

void GroupWorker::finish() {
  for (const auto& collector : collectors_) collector->flush(tallies_);
}

void GroupWorker::run_long(std::uint64_t first, std::uint64_t count) {
  for (std::size_t position = 0; needs_words_ && position < chunks_; ++position) {
    if (cancelled()) return;
    const Chunk chunk = chunk_at(shape_, position);
    for (const auto& collector : collectors_) collector->prepare(chunk);
    for (std::size_t slot = 0; slot < count; ++slot) {
      drawer_.draw_chunk(first + slot, chunk, words_.data(), order_);
      for (const auto& collector : collectors_) collector->add(slot, chunk, words_.data());
    }
  }
  for (std::size_t slot = 0; slot < count; ++slot) {
    for (const auto& collector : collectors_) {
      collector->finish(slot, first + slot, tallies_, undecided_);
    }
    if (!undecided_.empty()) decide(first + slot);
  }
}

void GroupWorker::decide(std::uint64_t image) {
  const Collectors exact = make_collectors(job_, undecided_, true);
  undecided_.clear();
  for (const auto& collector : exact) collector->set_slots(1);
  for (std::size_t position = 0; position < chunks_; ++position) {
    if (cancelled()) return;
    const Chunk chunk = chunk_at(shape_, position);
    drawer_.draw_chunk(image, chunk, words_.data());
    for (const auto& collector : exact) {
      collector->prepare(chunk);
      collector->add(0, chunk, words_.data());
    }
  }
  for (const auto& collector : exact) {
    collector->finish(0, image, tallies_, undecided_);
    collector->flush(tallies_);
  }
}

}  // namespace brink
