// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "bench/phases.hpp"

#include <algorithm>
#include <functional>
#include <memory>
#include <numeric>
#include <vector>

#include "bench/measure.hpp"
#include "cuda/philox.hpp"

namespace brink::bench {
namespace {

constexpr std::size_t slots = 16;  // images in work, as in a run

/// Seconds of work, without the time of reading the clock, which is read every few microseconds.
double seconds_within(const std::function<void()>& work) {
  static const double reading = [] {
    constexpr int times = 1000;
    double least = 1;
    for (int i = 0; i < times; ++i) {
      least = std::min(least, seconds_of([] {}, Clock::this_thread));
    }
    return least;
  }();
  return std::max(0.0, seconds_of(work, Clock::this_thread) - reading);
}

class PhasedRun {
 public:
  explicit PhasedRun(const GroupJob& job)
      : job_(job), shape_(job.source.shape), tallies_(job.tallies()) {
    std::vector<std::size_t> cells(job.cells.size());
    std::iota(cells.begin(), cells.end(), std::size_t{0});
    collectors_ = make_collectors(job, cells, false);
    order_ = order_for(collectors_);
    for (const auto& collector : collectors_) collector->set_slots(slots);
  }

  Phases run(std::uint64_t images) {
    Phases phases;
    const bool short_images = chunk_count(shape_) == 1 && takes_batches();
    for (std::uint64_t first = 0; first < images; first += slots) {
      const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(slots, images - first));
      phases.counting += seconds_within(
          [&] { short_images ? count_short(first, count) : count_long(first, count); });
      if (!short_images) phases.solving += seconds_within([&] { solve(first, count); });
    }
    phases.solving += seconds_within([&] {
      for (const auto& collector : collectors_) collector->flush(tallies_);
      for (CellTally& tally : tallies_) {
        for (CostAccumulator& costs : tally.upper) benchmark::DoNotOptimize(costs.tally());
      }
    });
    return phases;
  }

  std::vector<CellTally> tallies() { return std::move(tallies_); }

 private:
  /// Whether every class takes short images by the batch. Asked with a batch of no images.
  bool takes_batches() const {
    return std::all_of(collectors_.begin(), collectors_.end(),
                       [](const auto& collector) { return collector->take(nullptr, 4, 0); });
  }

  void count_short(std::uint64_t first, std::size_t count) {
    const Chunk chunk = chunk_at(shape_, 0);
    const auto stride = static_cast<std::size_t>(shape_.blocks() * 4);
    if (drawn_.size() == 0) drawn_ = Buffer<std::uint32_t>(slots * stride);
    for (std::size_t slot = 0; slot < count; ++slot) {
      draw_chunk(shape_, shape_.stream(Domain::image), job_.source.seed, first + slot, chunk,
                 words_.data());
      std::copy_n(words_.data(), stride, drawn_.data() + slot * stride);
    }
    for (const auto& collector : collectors_) collector->take(drawn_.data(), stride, count);
  }

  void count_long(std::uint64_t first, std::size_t count) {
    for (std::size_t position = 0; position < chunk_count(shape_); ++position) {
      const Chunk chunk = chunk_at(shape_, position);
      for (const auto& collector : collectors_) collector->prepare(chunk);
      for (std::size_t slot = 0; slot < count; ++slot) {
        draw_chunk(shape_, shape_.stream(Domain::image), job_.source.seed, first + slot, chunk,
                   words_.data(), order_);
        for (const auto& collector : collectors_) collector->add(slot, chunk, words_.data());
      }
    }
  }

  void solve(std::uint64_t first, std::size_t count) {
    for (std::size_t slot = 0; slot < count; ++slot) {
      for (const auto& collector : collectors_) {
        collector->finish(slot, first + slot, tallies_, undecided_);
      }
    }
  }

  const GroupJob& job_;
  Shape shape_;
  std::vector<std::unique_ptr<Collector>> collectors_;
  simd::WordOrder order_ = simd::WordOrder::of_stream;
  Buffer<std::uint32_t> words_{chunk_words};
  Buffer<std::uint32_t> drawn_;
  std::vector<CellTally> tallies_;
  std::vector<std::size_t> undecided_;
};

}  // namespace

Phases run_in_phases(const GroupJob& job, std::uint64_t images, std::vector<CellTally>& tallies) {
  PhasedRun run(job);
  const Phases phases = run.run(images);
  tallies = run.tallies();
  return phases;
}

}  // namespace brink::bench
