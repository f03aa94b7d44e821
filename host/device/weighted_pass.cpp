// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/device/weighted_pass.hpp"

#include <algorithm>
#include <deque>

#include "cuda/kernel/count_pairs.hpp"
#include "cuda/kernel/solve_weighted.hpp"
#include "cuda/kernel/sort_caps.hpp"
#include "cuda/solver/weight_cursors.hpp"
#include "host/device/half_space_tables.hpp"
#include "host/device/launch.hpp"

namespace brink::device {
namespace {

constexpr unsigned threads = 256;
// Shared memory that every device gives a block without being asked.
constexpr std::uint64_t most_shared_bytes = 48 << 10;
// Copies of a shared histogram may take as much as that of 16 classes at b = 8.
constexpr std::uint64_t most_copied_bytes = 16 << 10;
constexpr std::uint32_t most_copies = 32;  // one for each lane of a warp
// Blocks, or threads, for each that is resident, so that none waits long for the last.
constexpr std::uint64_t waves = 4;
// Cursors of all solving threads of one slot: they should stay in a second-level cache.
constexpr std::uint64_t cursor_bytes = 32 << 20;
// Pixels of a batch that keep a device busy for some milliseconds.
constexpr std::uint64_t busy_pixels = std::uint64_t{1} << 33;
constexpr std::uint64_t least_batch = 64;

template <class Arguments>
unsigned resident(void (*kernel)(Arguments), unsigned block_threads, std::uint64_t shared_bytes) {
  return resident_blocks(reinterpret_cast<const void*>(kernel), block_threads, shared_bytes,
                         ~std::uint64_t{0});
}

/// Counts of a batch's images, for one half-space after the other.
struct Slot {
  DeviceBuffer<unsigned long long> reach;  ///< [image]
  DeviceBuffer<std::uint32_t> count;       ///< [image][pair], or listed and sorted caps
  DeviceBuffer<std::uint32_t> steps;       ///< LaneCursors
  DeviceBuffer<std::uint64_t> able;
};

/// One half-space: launches that count its pairs, or sort its caps, and then solve.
class HalfSpacePass {
 public:
  HalfSpacePass(const GroupJob& job, std::size_t place, CellTables& tables)
      : source_(job.source),
        tables_(job.cells[place]),
        cells_(tables.cells({place})),
        pairs_in_shared_(!tables_.sorted() &&
                         shared_arguments().shared_bytes() <= most_shared_bytes &&
                         job.source.shape.pixels() >= tables_.pairs()) {
    const auto solve = tables_.sorted() ? solve_sorted_caps : solve_pairs;
    const std::uint64_t block_bytes = cursor_values(solve_threads) * (4 + 8);
    const std::uint64_t most_blocks = std::max<std::uint64_t>(1, cursor_bytes / block_bytes);
    blocks_of_item_ = static_cast<unsigned>(std::max<std::uint64_t>(
        1, std::min<std::uint64_t>(resident(solve, solve_threads, 0), most_blocks) / items()));
  }

  /// Values of 32 bits for an image's counts.
  std::uint64_t values_per_image() const {
    return tables_.sorted() ? tables_.weighted_pixels() : tables_.pairs();
  }
  /// Values of each array of LaneCursors.
  std::uint64_t cursor_values() const {
    return cursor_values(std::uint64_t{blocks_of_item_} * items() * solve_threads);
  }
  /// Images that are solved at once.
  std::uint64_t solved_at_once() const { return std::uint64_t{blocks_of_item_} * solve_threads; }

  void launch(const Batch& batch, const Slot& slot, const Stream& stream) const {
    const std::uint64_t images = batch.range.images;
    clear(slot.reach.data(), images, stream);
    if (tables_.sorted()) {
      sort(batch, slot, stream);
    } else {
      clear(slot.count.data(), images * tables_.pairs(), stream);
      count(batch, slot, stream);
    }
    solve(batch, slot, stream);
  }

 private:
  template <class T>
  static void clear(T* values, std::uint64_t count, const Stream& stream) {
    BRINK_CUDA(cudaMemsetAsync(values, 0, count * sizeof(T), stream.get()));
  }
  std::uint32_t items() const { return std::max(1u, cells_.slot[0].items()); }
  std::uint64_t cursor_values(std::uint64_t lanes) const {
    return LaneCursors::size(lanes, tables_.classes().classes);
  }

  CountPairsArguments shared_arguments() const {
    CountPairsArguments arguments;
    arguments.source = source_;
    arguments.order = tables_.order();
    arguments.row = tables_.row();
    arguments.classes = tables_.classes();
    while (arguments.copies < most_copies && 2 * arguments.shared_bytes() <= most_copied_bytes) {
      arguments.copies *= 2;
    }
    return arguments;
  }

  /// How many threads or blocks share an image, so that `resident` ones have work.
  static std::uint32_t parts(std::uint64_t resident, std::uint64_t images, std::uint64_t most) {
    return static_cast<std::uint32_t>(
        std::clamp<std::uint64_t>(waves * resident / images, 1, std::max<std::uint64_t>(1, most)));
  }

  void count(const Batch& batch, const Slot& slot, const Stream& stream) const {
    CountPairsArguments arguments = shared_arguments();
    arguments.range = batch.range;
    arguments.count = slot.count.data();
    arguments.reach = slot.reach.data();
    const std::uint64_t images = batch.range.images;
    if (pairs_in_shared_) {
      const std::uint64_t bytes = arguments.shared_bytes();
      const unsigned most = resident(count_pairs_shared, threads, bytes);
      // A part has as many pixels as it has pairs to add to the image's.
      arguments.parts = parts(most, images, tables_.order().shape.pixels() / tables_.pairs());
      device::launch(count_pairs_shared, grid(most, images * arguments.parts), threads, stream,
                     arguments, bytes);
    } else {
      const unsigned most = resident(count_pairs, threads, 0);
      arguments.parts = parts(std::uint64_t{most} * threads, images, source_.blocks);
      device::launch(count_pairs, grid_of_threads(most, images * arguments.parts), threads, stream,
                     arguments);
    }
  }

  void sort(const Batch& batch, const Slot& slot, const Stream& stream) const {
    SortCapsArguments arguments;
    arguments.source = source_;
    arguments.range = batch.range;
    arguments.order = tables_.order();
    arguments.cap_place = tables_.cap_place();
    arguments.classes = tables_.classes();
    arguments.begin = tables_.begin();
    arguments.places = static_cast<std::uint32_t>(tables_.weighted_pixels());
    arguments.listed = reinterpret_cast<std::uint16_t*>(slot.count.data());
    arguments.sorted = sorted_caps(batch, slot);
    arguments.reach = slot.reach.data();
    launch_parts(list_caps, source_.blocks, arguments, stream);
    launch_parts(sort_caps, arguments.places, arguments, stream);
  }
  void launch_parts(void (*kernel)(SortCapsArguments), std::uint64_t most_parts,
                    SortCapsArguments& arguments, const Stream& stream) const {
    const unsigned most = resident(kernel, threads, 0);
    const std::uint64_t images = arguments.range.images;
    arguments.parts = parts(std::uint64_t{most} * threads, images, most_parts);
    device::launch(kernel, grid_of_threads(most, images * arguments.parts), threads, stream,
                   arguments);
  }
  std::uint16_t* sorted_caps(const Batch& batch, const Slot& slot) const {
    return reinterpret_cast<std::uint16_t*>(slot.count.data()) +
           batch.range.images * tables_.weighted_pixels();
  }

  void solve(const Batch& batch, const Slot& slot, const Stream& stream) const {
    SolveWeightedArguments arguments;
    arguments.cells = cells_.slot[batch.slot];
    arguments.images = batch.range.images;
    arguments.classes = tables_.classes();
    arguments.levels = tables_.order().shape.levels();
    arguments.reach = slot.reach.data();
    arguments.steps = slot.steps.data();
    arguments.able = slot.able.data();
    const unsigned blocks =
        items() * grid(blocks_of_item_, (arguments.images + solve_threads - 1) / solve_threads);
    if (tables_.sorted()) {
      arguments.sorted_caps = sorted_caps(batch, slot);
      arguments.places_begin = tables_.begin();
      device::launch(solve_sorted_caps, blocks, solve_threads, stream, arguments);
    } else {
      arguments.count = slot.count.data();
      device::launch(solve_pairs, blocks, solve_threads, stream, arguments);
    }
  }

  static unsigned grid(unsigned most, std::uint64_t wanted) {
    return static_cast<unsigned>(std::min<std::uint64_t>(most, wanted));
  }
  static unsigned grid_of_threads(unsigned most, std::uint64_t wanted) {
    return grid(most, (wanted + threads - 1) / threads);
  }

  BlockSource source_;
  HalfSpaceTables tables_;
  SlotCells cells_;
  bool pairs_in_shared_;
  unsigned blocks_of_item_ = 1;
};

class WeightedPass : public Pass {
 public:
  WeightedPass(const GroupJob& job, const std::vector<std::size_t>& cells, CellTables& tables)
      : pixels_(job.source.shape.pixels()) {
    for (const std::size_t cell : cells) half_spaces_.emplace_back(job, cell, tables);
    std::uint64_t cursors = 0;
    for (const HalfSpacePass& half_space : half_spaces_) {
      values_ = std::max(values_, half_space.values_per_image());
      cursors = std::max(cursors, half_space.cursor_values());
      at_once_ = std::max(at_once_, half_space.solved_at_once());
    }
    for (Slot& slot : slots_) {
      slot.steps = DeviceBuffer<std::uint32_t>(cursors);
      slot.able = DeviceBuffer<std::uint64_t>(cursors);
    }
  }

  std::uint64_t bytes_per_image() const override {
    return sizeof(unsigned long long) + values_ * sizeof(std::uint32_t);
  }
  std::uint64_t preferred_batch() const override {
    return std::min(at_once_, std::max(least_batch, busy_pixels / pixels_));
  }
  void reserve(std::uint64_t images) override {
    for (Slot& slot : slots_) {
      slot.reach = DeviceBuffer<unsigned long long>(images);
      slot.count = DeviceBuffer<std::uint32_t>(images * values_);
    }
  }
  void launch(const Batch& batch, const Stream& stream) override {
    for (const HalfSpacePass& half_space : half_spaces_) {
      half_space.launch(batch, slots_[batch.slot], stream);
    }
  }

 private:
  std::uint64_t pixels_;
  std::deque<HalfSpacePass> half_spaces_;
  std::uint64_t values_ = 0;   ///< of 32 bits for an image's counts
  std::uint64_t at_once_ = 1;  ///< images that are solved at once
  Slot slots_[batch_slots];
};

}  // namespace

std::unique_ptr<Pass> make_weighted_pass(const GroupJob& job, const std::vector<std::size_t>& cells,
                                         CellTables& tables) {
  return std::make_unique<WeightedPass>(job, cells, tables);
}

}  // namespace brink::device
