// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

#include "host/cpu/collector.hpp"
#include "host/cpu/draw/image_drawer.hpp"
#include "host/cpu/group/worker.hpp"

namespace brink {

/// The worker that draws pixels, collects what the classes count, and judges. It never holds an
/// image as a whole: chunks pass through a first-level cache.
class GroupWorker : public Worker {
 public:
  /// The worker gives up between chunks once *cancelled is true. Its tallies are then void.
  explicit GroupWorker(const GroupJob& job, const std::atomic<bool>* cancelled = nullptr);

  std::uint64_t preferred_batch() const override { return batch_; }
  void run(std::uint64_t first, std::uint64_t count) override;
  void finish() override;

 private:
  using Collectors = std::vector<std::unique_ptr<Collector>>;

  void run_short(std::uint64_t first, std::uint64_t count);
  void run_long(std::uint64_t first, std::uint64_t count);
  void draw_short(std::uint64_t first, std::size_t count);
  /// Counts every level of one image for the cells that the windows did not decide.
  void decide(std::uint64_t image);

  bool cancelled() const {
    return cancelled_ != nullptr && cancelled_->load(std::memory_order_relaxed);
  }

  const GroupJob& job_;
  const std::atomic<bool>* cancelled_;
  Shape shape_;
  std::size_t chunks_;
  ImageDrawer drawer_;
  Collectors collectors_;
  bool needs_words_ = false;
  simd::WordOrder order_ = simd::WordOrder::of_stream;
  std::size_t slots_ = 1;
  std::size_t drawn_at_once_ = 1;  ///< how many short images fit in one chunk
  std::uint64_t batch_ = 1;
  Buffer<std::uint32_t> words_;
  Buffer<std::uint32_t> drawn_;
  std::vector<std::size_t> undecided_;
  std::vector<Collector*> one_by_one_;  ///< for short images: those that cannot take whole images
};

}  // namespace brink
