// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/device/passes/level_pass.hpp"

#include <algorithm>
#include <stdexcept>

#include "cuda/kernel/levels.hpp"
#include "host/cpu/levels/level_collector.hpp"
#include "host/device/passes/level_plan.hpp"
#include "host/device/passes/ones_pass.hpp"
#include "host/device/runtime/launch.hpp"

namespace brink::device {
namespace {

using Kernel = void (*)(LevelArguments);

/// Bytes of shared memory that every device grants a block by default.
constexpr std::size_t most_shared = 48 << 10;
/// Words for the costs that a block gathers, for all items together. For each item there are as
/// many as nearly all images of a few pixels need.
constexpr std::uint32_t cached_words = 1024;
constexpr std::uint32_t most_cached = 256;
/// Blocks that judge undecided items in device memory. Each has one histogram; together they take
/// 16 MiB at b = 16.
constexpr std::uint64_t global_blocks = 64;

Kernel kernel_of(Mapping mapping) {
  switch (mapping) {
    case Mapping::thread:
      return judge_levels_by_thread;
    case Mapping::warp:
      return judge_levels_by_warp;
    case Mapping::block:
      break;
  }
  return judge_levels_by_block;
}

const void* address(Kernel kernel) { return reinterpret_cast<const void*>(kernel); }

class LevelJudges : public Pass {
 public:
  LevelJudges(const GroupJob& job, LevelClients clients, CellTables& tables,
              const LevelSettings& settings)
      : clients_(std::move(clients)), cells_(tables.cells(clients_.cells)), settings_(settings) {
    const Shape shape = job.source.shape;
    arguments_.source = clients_.source(job.source);
    arguments_.plan = level_plan(shape, clients_.windows, clients_.upper_half, clients_.pixels);
    const std::uint32_t items = cells_.slot[0].items();
    arguments_.cached = std::min(most_cached, cached_words / std::max(1u, items));
    may_fail_ = arguments_.plan.windows.low < shape.levels();
    work_.blocks = arguments_.source.blocks;
    work_.per_block = instructions_per_block(arguments_.plan, arguments_.source);
    work_.storage = arguments_.plan.storage;
    work_.sorted = arguments_.plan.method == LevelPlan::Method::list;
    work_.items = items;
    find_candidates();
    for (const Candidate& candidate : candidates_) {
      if (parts(candidate, 1) == 1) continue;
      slot_words_ = slot_words(plan_of(candidate));
      most_shared_images_ = std::max(most_shared_images_, candidate.resident);
    }
    if (settings.parts > 1) most_shared_images_ = most_level_work;
    if (may_fail_) prepare_second_look();
  }

  std::uint64_t bytes_per_image() const override {
    return may_fail_ ? cells_.slot[0].items() * sizeof(std::uint64_t) : 0;
  }
  std::uint64_t preferred_batch() const override {
    const Candidate best = choose(most_level_work).candidate;
    return busy_images(best.resident * images_in_block(best), instructions_per_image(best, work_));
  }
  void reserve(std::uint64_t images) override {
    for (Slot& slot : slots_) {
      const std::uint64_t shared = std::min(images, most_shared_images_);
      slot.counts = DeviceBuffer<unsigned long long>(shared * slot_words_);
      slot.tickets = DeviceBuffer<std::uint32_t>(shared);
      if (!may_fail_) continue;
      slot.entries = DeviceBuffer<std::uint64_t>(images * cells_.slot[0].items());
      slot.entry_count = DeviceBuffer<std::uint32_t>(1);
    }
  }

  void launch(const Batch& batch, const Stream& stream) override {
    const Slot& slot = slots_[batch.slot];
    const MappingChoice chosen = choose(batch.range.images);
    LevelArguments arguments = arguments_;
    arguments.range = batch.range;
    arguments.cells = cells_.slot[batch.slot];
    arguments.plan = plan_of(chosen.candidate);
    if (may_fail_) {
      slot.entry_count.clear(stream);
      arguments.undecided = {slot.entries.data(), slot.entry_count.data()};
    }
    arguments.parts = chosen.parts;
    arguments.part = (arguments.source.blocks + chosen.parts - 1) / chosen.parts;
    if (chosen.parts > 1) {
      slot.counts.clear(stream);
      slot.tickets.clear(stream);
      arguments.slot = slot.counts.data();
      arguments.ticket = slot.tickets.data();
    }
    const std::uint64_t work = batch.range.images * chosen.parts;
    const std::uint64_t at_once = images_in_block(chosen.candidate);
    device::launch(
        kernel_of(chosen.candidate.mapping),
        static_cast<unsigned>(std::min(chosen.candidate.resident, (work + at_once - 1) / at_once)),
        chosen.candidate.threads, stream, arguments, shared_bytes(chosen.candidate));
    if (may_fail_) look_again(arguments, slot, stream);
  }

 private:
  struct Slot {
    DeviceBuffer<unsigned long long> counts;  ///< [image * slot_words + ...]
    DeviceBuffer<std::uint32_t> tickets;      ///< [image]
    DeviceBuffer<std::uint64_t> entries;      ///< Undecided
    DeviceBuffer<std::uint32_t> entry_count;
    DeviceBuffer<std::uint32_t> histograms;  ///< [block * levels + level]
  };

  const LevelPlan& plan() const { return arguments_.plan; }

  LevelPlan plan_of(const Candidate& candidate) const {
    return plan_for(plan(), candidate.mapping, candidate.threads);
  }
  std::size_t shared_bytes(const Candidate& candidate) const {
    const LevelPlan own = plan_of(candidate);
    const std::uint64_t groups =
        candidate.mapping == Mapping::block ? own.copies : images_in_block(candidate);
    return (recorder_words(cells_.slot[0], arguments_.cached) + groups * own.storage) *
           sizeof(std::uint32_t);
  }

  /// Finds all mappings and sizes of blocks whose shared memory every device has. Images of two
  /// levels that come here are too large for one thread, and the kernel has no code for that.
  void find_candidates() {
    for (const Mapping mapping : {Mapping::thread, Mapping::warp, Mapping::block}) {
      if (settings_.mapping && *settings_.mapping != mapping) continue;
      if (mapping == Mapping::thread && plan().method == LevelPlan::Method::ones) continue;
      for (const unsigned threads : {level_threads, level_threads / 2, level_threads / 4}) {
        Candidate candidate{mapping, threads};
        const std::size_t bytes = shared_bytes(candidate);
        if (bytes > most_shared) continue;
        candidate.resident =
            resident_blocks(address(kernel_of(mapping)), threads, bytes, settings_.most_blocks);
        candidates_.push_back(candidate);
      }
    }
    if (candidates_.empty()) throw std::invalid_argument("no such mapping for this shape");
  }

  std::uint32_t parts(const Candidate& candidate, std::uint64_t images) const {
    if (candidate.mapping != Mapping::block) return 1;
    if (settings_.parts > 0) return settings_.parts;
    return parts_of_image(candidate, work_, images);
  }
  MappingChoice choose(std::uint64_t images) const {
    MappingChoice choice = choose_mapping(candidates_, work_, images, multiprocessors());
    choice.parts = images <= most_shared_images_ ? parts(choice.candidate, images) : 1;
    return choice;
  }

  void prepare_second_look() {
    every_ = every_level(plan(), arguments_.source);
    const std::size_t bytes = every_.storage * sizeof(std::uint32_t);
    globally_ = bytes > most_shared;
    if (!globally_) every_.copies = histogram_copies(every_.storage, level_threads);
    every_shared_ = globally_ ? 0 : bytes * every_.copies;
    const std::uint64_t most = globally_ ? global_blocks : ~std::uint64_t{0};
    every_blocks_ = resident_blocks(address(every_kernel()), level_threads, every_shared_,
                                    std::min(settings_.most_blocks, most));
    if (!globally_) return;
    for (Slot& slot : slots_) {
      slot.histograms = DeviceBuffer<std::uint32_t>(std::uint64_t{every_blocks_} * every_.storage);
    }
  }
  Kernel every_kernel() const {
    return globally_ ? judge_undecided_levels_globally : judge_undecided_levels;
  }
  /// The kernel itself finds out how much there is to do, which is mostly nothing.
  void look_again(LevelArguments arguments, const Slot& slot, const Stream& stream) const {
    arguments.plan = every_;
    arguments.parts = 1;
    arguments.histogram = slot.histograms.data();
    device::launch(every_kernel(), every_blocks_, level_threads, stream, arguments, every_shared_);
  }

  LevelClients clients_;
  SlotCells cells_;
  LevelSettings settings_;
  LevelArguments arguments_;  ///< common to all launches
  bool may_fail_ = false;     ///< whether the windows can be too small for an image
  ImageWork work_;
  std::vector<Candidate> candidates_;
  /// Where few images share all blocks of a device, each image has a slot of so many words.
  std::uint64_t slot_words_ = 0;
  std::uint64_t most_shared_images_ = 0;
  LevelPlan every_;
  bool globally_ = false;
  std::size_t every_shared_ = 0;
  unsigned every_blocks_ = 1;
  Slot slots_[batch_slots];
};

}  // namespace

std::vector<std::unique_ptr<Pass>> make_level_passes(const GroupJob& job,
                                                     const std::vector<std::size_t>& cells,
                                                     CellTables& tables,
                                                     const LevelSettings& settings) {
  std::vector<std::unique_ptr<Pass>> passes;
  std::vector<LevelClients> counted_by_ones;
  for (LevelClients& clients : level_clients(job, cells)) {
    if (job.source.shape.b == 1 && clients.pixels <= most_listed_ones) {
      counted_by_ones.push_back(std::move(clients));
    } else {
      passes.push_back(std::make_unique<LevelJudges>(job, std::move(clients), tables, settings));
    }
  }
  for (auto& pass : make_ones_passes(job, std::move(counted_by_ones), settings)) {
    passes.push_back(std::move(pass));
  }
  return passes;
}

}  // namespace brink::device
