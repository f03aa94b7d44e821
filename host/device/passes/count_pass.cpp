// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/device/passes/count_pass.hpp"

#include <algorithm>
#include <stdexcept>

#include "cuda/kernel/draw_counts.hpp"
#include "host/device/passes/drawn_ones_pass.hpp"
#include "host/device/passes/split_tables.hpp"
#include "host/device/runtime/buffer.hpp"
#include "host/device/runtime/launch.hpp"
#include "host/registry.hpp"

namespace brink::device {
namespace {

// A thread draws an image of up to 2^4 levels, and a warp one of up to 2^8. The whole tree then
// lies in shared memory: 17 or 8 KiB for a block of 128 threads.
constexpr std::uint32_t most_thread_depth = 4;
constexpr std::uint32_t most_warp_depth = 8;
// A block's tree takes 32 KiB at most, so that a few blocks fit on a multiprocessor.
constexpr std::uint32_t most_shared_depth = 12;
// Larger trees (512 KiB at b = 16) lie in device memory, one for each block. They may take this
// many bytes together.
constexpr std::uint64_t most_tree_bytes = 64 << 20;
constexpr std::uint32_t warp = 32;
// Words of shared memory for the costs that a block gathers before they go to the sinks.
constexpr std::uint32_t cached_words = 1 << 11;
constexpr std::uint32_t most_cached = 64;
// Images for each group of threads in a batch. They are enough to hide that some images take
// longer.
constexpr std::uint64_t images_per_group = 8;

void refuse_other_counts(const GroupJob& job, const std::vector<std::size_t>& cells) {
  for (const std::size_t cell : cells) {
    with_classifier(job.cells[cell].config->judged_as(), [](auto classifier) {
      if (decltype(classifier)::statistic != Statistic::levels) {
        throw std::invalid_argument("the multinomial sampler draws level counts only");
      }
    });
  }
}

/// The pass that draws the counts of more than two levels.
class CountPass : public Pass {
 public:
  CountPass(const GroupJob& job, const std::vector<std::size_t>& cells, CellTables& tables)
      : tables_(static_cast<std::uint32_t>(job.source.shape.pixels())),
        cells_(tables.cells(cells)) {
    const Shape& shape = job.source.shape;
    arguments_.source = {shape, PhiloxKeys(job.source.seed), tables_.get()};
    const std::uint32_t items = std::max(1u, cells_.slot[0].items());
    arguments_.cached = std::min(most_cached, cached_words / items);
    kernel_ = draw_counts_by_block;
    if (shape.b <= most_warp_depth) kernel_ = draw_counts_by_warp, groups_ = draw_threads / warp;
    if (shape.b <= most_thread_depth) kernel_ = draw_counts_by_thread, groups_ = draw_threads;
    std::uint64_t words = cells_.slot[0].cells + std::uint64_t{items} * arguments_.cached;
    std::uint64_t most_blocks = ~std::uint64_t{0};
    if (shape.b <= most_shared_depth) {
      words += std::uint64_t{groups_} * tree_words(shape);
    } else {
      most_blocks = most_tree_bytes / (tree_words(shape) * sizeof(std::uint32_t));
    }
    shared_bytes_ = words * sizeof(std::uint32_t);
    blocks_ = resident_blocks(reinterpret_cast<const void*>(kernel_), draw_threads, shared_bytes_,
                              most_blocks);
    if (shape.b > most_shared_depth) {
      for (auto& trees : trees_) {
        trees = DeviceBuffer<std::uint32_t>(std::uint64_t{blocks_} * tree_words(shape));
      }
    }
  }

  std::uint64_t bytes_per_image() const override { return 0; }
  std::uint64_t preferred_batch() const override {
    return std::uint64_t{blocks_} * groups_ * images_per_group;
  }
  void reserve(std::uint64_t) override {}
  void launch(const Batch& batch, const Stream& stream) override {
    DrawCountsArguments arguments = arguments_;
    arguments.range = batch.range;
    arguments.cells = cells_.slot[batch.slot];
    arguments.trees = trees_[batch.slot].data();
    const std::uint64_t wanted = (batch.range.images + groups_ - 1) / groups_;
    const auto blocks = static_cast<unsigned>(std::min<std::uint64_t>(blocks_, wanted));
    device::launch(kernel_, blocks, draw_threads, stream, arguments, shared_bytes_);
  }

 private:
  SplitTables tables_;
  SlotCells cells_;
  DrawCountsArguments arguments_;
  void (*kernel_)(DrawCountsArguments) = nullptr;
  std::uint32_t groups_ = 1;  ///< images that a block works on at once
  std::uint64_t shared_bytes_ = 0;
  unsigned blocks_ = 1;
  DeviceBuffer<std::uint32_t> trees_[batch_slots];
};

}  // namespace

std::unique_ptr<Pass> make_count_pass(const GroupJob& job, const std::vector<std::size_t>& cells,
                                      CellTables& tables) {
  refuse_other_counts(job, cells);
  if (job.source.shape.b == 1) return std::make_unique<DrawnOnesPass>(job, cells);
  return std::make_unique<CountPass>(job, cells, tables);
}

}  // namespace brink::device
