// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/device/passes/half_space_pass.hpp"

#include <algorithm>

#include "cuda/solver/weight_cursors.hpp"
#include "host/cpu/weighted/weighted_windows.hpp"
#include "host/device/runtime/launch.hpp"

namespace brink::device {
namespace {

constexpr unsigned threads = 256;
constexpr unsigned warps = threads / 32;
// Three blocks with such a histogram fit on a multiprocessor of an H100: 16 classes at b = 10.
constexpr std::uint64_t most_histogram_bytes = 72 << 10;
// The copies of a shared histogram may take as much as the histogram of 16 classes at b = 8.
constexpr std::uint64_t most_copied_bytes = 16 << 10;
constexpr std::uint32_t most_copies = 32;  // one for each lane of a warp
// A lane that counts planes adds up its counts at the end, which takes as long as some blocks.
constexpr std::uint64_t least_lane_blocks = 16;
// Blocks, or threads, for each one that is resident, so that no thread waits long for the last.
constexpr std::uint64_t waves = 4;
// Cursors of all solving threads of one slot. They should stay in a second-level cache.
constexpr std::uint64_t most_cursor_bytes = 32 << 20;
constexpr std::uint64_t cursor_bytes = sizeof(std::uint32_t) + sizeof(std::uint64_t);

template <class Arguments>
unsigned resident(void (*kernel)(Arguments), unsigned block_threads, std::uint64_t shared_bytes) {
  return resident_blocks(reinterpret_cast<const void*>(kernel), block_threads, shared_bytes,
                         ~std::uint64_t{0});
}

/// How many threads or blocks share an image, so that all resident ones have work.
std::uint32_t parts(std::uint64_t resident, std::uint64_t images, std::uint64_t most) {
  return static_cast<std::uint32_t>(
      std::clamp<std::uint64_t>(waves * resident / images, 1, std::max<std::uint64_t>(1, most)));
}

/// Launches no more blocks than are resident, and no more than `work` needs at `per_block`.
template <class Arguments>
void launch_resident(void (*kernel)(Arguments), unsigned per_block, std::uint64_t work,
                     const Arguments& arguments, const Stream& stream,
                     std::uint64_t shared_bytes = 0) {
  const std::uint64_t wanted = (work + per_block - 1) / per_block;
  const auto blocks = static_cast<unsigned>(
      std::clamp<std::uint64_t>(wanted, 1, resident(kernel, threads, shared_bytes)));
  launch(kernel, blocks, threads, stream, arguments, shared_bytes);
}

template <class T>
void clear(T* values, std::uint64_t count, const Stream& stream) {
  if (count > 0) BRINK_CUDA(cudaMemsetAsync(values, 0, count * sizeof(T), stream.get()));
}

}  // namespace

void HalfSpaceNeeds::include(const HalfSpaceNeeds& other) {
  counts = std::max(counts, other.counts);
  undecided_items = std::max(undecided_items, other.undecided_items);
  cursors = std::max(cursors, other.cursors);
  solved_at_once = std::max(solved_at_once, other.solved_at_once);
}

std::uint64_t HalfSpaceNeeds::bytes_per_image() const {
  constexpr std::uint64_t seen_and_listed = 2 * sizeof(std::uint32_t);
  std::uint64_t bytes = sizeof(unsigned long long) + counts * sizeof(std::uint32_t);
  if (undecided_items > 0) bytes += seen_and_listed + undecided_items * sizeof(std::uint64_t);
  return bytes;
}

void HalfSpaceSlot::reserve(std::uint64_t images, const HalfSpaceNeeds& needs) {
  reach = DeviceBuffer<unsigned long long>(images);
  count = DeviceBuffer<std::uint32_t>(images * needs.counts);
  if (needs.undecided_items == 0) return;
  undecided_item = DeviceBuffer<std::uint64_t>(images * needs.undecided_items);
  seen = DeviceBuffer<std::uint32_t>(images);
  listed = DeviceBuffer<std::uint32_t>(images);
}

HalfSpacePass::HalfSpacePass(const GroupJob& job, std::size_t cell, CellTables& tables)
    : source_(job.source), tables_(job.cells[cell]), cells_(tables.cells({cell})) {
  const std::uint64_t bytes = count_arguments().shared_bytes();
  // Where every weight is 0 there are no pairs, and so nothing to count.
  in_shared_ = !tables_.sorted() && !tables_.has_planes() && tables_.pairs() > 0 &&
               job.source.shape.pixels() >= tables_.pairs() &&
               bytes <= std::min<std::uint64_t>(most_histogram_bytes, most_shared_bytes());
  // With a single weight the solver is that of equal steps, which does not know such windows.
  if (!tables_.sorted() && !tables_.has_planes() && !in_shared_ && tables_.classes().classes > 1) {
    windows_ = weighted_windows(job.cells[cell], job.rules);
  }
  const auto kernel = tables_.sorted() ? solve_sorted_caps : solve_pairs;
  const std::uint64_t block_bytes = cursors(solve_threads) * cursor_bytes;
  const std::uint64_t blocks =
      std::min<std::uint64_t>(resident(kernel, solve_threads, 0),
                              most_cursor_bytes / std::max<std::uint64_t>(1, block_bytes));
  blocks_of_item_ = static_cast<unsigned>(std::max<std::uint64_t>(1, blocks / items()));
}

HalfSpaceNeeds HalfSpacePass::needs() const {
  HalfSpaceNeeds needs;
  needs.counts = tables_.sorted() ? tables_.weighted_pixels() : tables_.pairs();
  needs.undecided_items = windows_ ? items() : 0;
  needs.cursors = cursors(std::uint64_t{blocks_of_item_} * items() * solve_threads);
  needs.solved_at_once = std::uint64_t{blocks_of_item_} * solve_threads;
  return needs;
}

std::uint32_t HalfSpacePass::items() const { return std::max(1u, cells_.slot[0].items()); }

std::uint64_t HalfSpacePass::cursors(std::uint64_t lanes) const {
  return LaneCursors::size(lanes, tables_.classes().classes);
}

CountPairsArguments HalfSpacePass::count_arguments() const {
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

void HalfSpacePass::launch(const Batch& batch, const HalfSpaceSlot& slot,
                           const Stream& stream) const {
  const std::uint64_t images = batch.range.images;
  clear(slot.reach.data(), images, stream);
  SolveWeightedArguments solving;
  solving.cells = cells_.slot[batch.slot];
  solving.range = batch.range;
  solving.classes = tables_.classes();
  solving.levels = tables_.order().shape.levels();
  solving.reach = slot.reach.data();
  solving.steps = slot.steps.data();
  solving.able = slot.able.data();
  if (tables_.sorted()) {
    sort(batch, slot, stream);
    solving.sorted_caps = reinterpret_cast<const std::uint16_t*>(slot.count.data()) +
                          images * tables_.weighted_pixels();
    solving.places_begin = tables_.begin();
    solve(solving, stream);
    return;
  }
  if (tables_.has_planes()) {
    count_planes(batch, slot, stream);
    solving.count = slot.count.data();
    solve(solving, stream);
    return;
  }
  CountPairsArguments counting = count_arguments();
  counting.range = batch.range;
  counting.count = slot.count.data();
  counting.reach = slot.reach.data();
  solving.count = slot.count.data();
  if (!windows_) {
    clear(slot.count.data(), images * tables_.pairs(), stream);
    if (in_shared_) {
      count_in_shared(counting, stream);
    } else {
      count(counting, stream);
    }
    solve(solving, stream);
    return;
  }
  std::uint32_t* const found = slot.undecided.data();
  clear(found, slot.undecided.size(), stream);
  clear(slot.seen.data(), images, stream);
  counting.windows = solving.windows = *windows_;
  solving.undecided = {
      {slot.undecided_item.data(), found}, slot.seen.data(), slot.listed.data(), found + 1};
  launch_resident(clear_pairs, warps, images * tables_.classes().classes, counting, stream);
  count(counting, stream);
  solve(solving, stream);

  counting.windows = solving.windows = WeightedWindows{};
  counting.listed = slot.listed.data();
  counting.listed_count = found + 1;
  solving.again = true;
  launch_resident(clear_pairs, warps, images * tables_.classes().classes, counting, stream);
  // However few images there are, every thread must get a share of them.
  counting.range.images = 1;
  count(counting, stream);
  solve(solving, stream);
}

void HalfSpacePass::count_planes(const Batch& batch, const HalfSpaceSlot& slot,
                                 const Stream& stream) const {
  constexpr std::uint32_t lanes = 32;
  CountPlanesArguments arguments;
  arguments.source = source_;
  arguments.range = batch.range;
  arguments.planes = tables_.planes();
  arguments.classes = tables_.classes();
  arguments.count = slot.count.data();
  arguments.reach = slot.reach.data();
  const std::uint64_t images = batch.range.images;
  const std::uint64_t groups = (images + images_a_warp - 1) / images_a_warp;
  const std::uint64_t least =
      (source_.blocks + lanes * most_lane_blocks - 1) / (lanes * most_lane_blocks);
  const std::uint32_t wanted =
      parts(std::uint64_t{resident(device::count_planes, threads, 0)} * warps, groups,
            source_.blocks / (lanes * least_lane_blocks));
  arguments.parts = static_cast<std::uint32_t>(std::max<std::uint64_t>(least, wanted));
  arguments.part = (source_.blocks + arguments.parts - 1) / arguments.parts;
  arguments.parts = (source_.blocks + arguments.part - 1) / arguments.part;
  launch_resident(begin_planes, threads, images * arguments.classes.classes, arguments, stream);
  launch_resident(device::count_planes, warps, groups * arguments.parts, arguments, stream);
}

void HalfSpacePass::count_in_shared(CountPairsArguments arguments, const Stream& stream) const {
  const std::uint64_t bytes = arguments.shared_bytes();
  const std::uint64_t images = arguments.range.images;
  // A part should have as many pixels as it adds pairs to the counts of the image.
  arguments.parts = parts(resident(count_pairs_shared, threads, bytes), images,
                          tables_.order().shape.pixels() / tables_.pairs());
  launch_resident(count_pairs_shared, 1, images * arguments.parts, arguments, stream, bytes);
}

void HalfSpacePass::count(CountPairsArguments arguments, const Stream& stream) const {
  const std::uint64_t images = arguments.range.images;
  arguments.parts =
      parts(std::uint64_t{resident(count_pairs, threads, 0)} * threads, images, source_.blocks);
  launch_resident(count_pairs, threads, images * arguments.parts, arguments, stream);
}

void HalfSpacePass::sort(const Batch& batch, const HalfSpaceSlot& slot,
                         const Stream& stream) const {
  const std::uint64_t images = batch.range.images;
  SortCapsArguments arguments;
  arguments.source = source_;
  arguments.range = batch.range;
  arguments.order = tables_.order();
  arguments.cap_place = tables_.cap_place();
  arguments.classes = tables_.classes();
  arguments.begin = tables_.begin();
  arguments.places = static_cast<std::uint32_t>(tables_.weighted_pixels());
  arguments.listed = reinterpret_cast<std::uint16_t*>(slot.count.data());
  arguments.sorted = arguments.listed + images * arguments.places;
  arguments.reach = slot.reach.data();
  const auto launch_parts = [&](void (*kernel)(SortCapsArguments), std::uint64_t most) {
    arguments.parts = parts(std::uint64_t{resident(kernel, threads, 0)} * threads, images, most);
    launch_resident(kernel, threads, images * arguments.parts, arguments, stream);
  };
  launch_parts(list_caps, source_.blocks);
  launch_parts(sort_caps, arguments.places);
}

void HalfSpacePass::solve(const SolveWeightedArguments& arguments, const Stream& stream) const {
  const std::uint64_t wanted = (arguments.range.images + solve_threads - 1) / solve_threads;
  const auto blocks = static_cast<unsigned>(std::min<std::uint64_t>(blocks_of_item_, wanted));
  device::launch(tables_.sorted() ? solve_sorted_caps : solve_pairs, blocks * items(),
                 solve_threads, stream, arguments);
}

}  // namespace brink::device
