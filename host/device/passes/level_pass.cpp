// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/device/passes/level_pass.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
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

Kernel kernel_of(Mapping mapping, bool shared) {
  switch (mapping) {
    case Mapping::thread:
      return shared ? judge_shared_levels_by_thread : judge_levels_by_thread;
    case Mapping::warp:
      return shared ? judge_shared_levels_by_warp : judge_levels_by_warp;
    case Mapping::block:
      break;
  }
  return shared ? judge_shared_levels_by_block : judge_levels_by_block;
}

const void* address(Kernel kernel) { return reinterpret_cast<const void*>(kernel); }

/// How the images of some clients are judged, and the ways to launch that.
class LevelLaunches {
 public:
  LevelLaunches(const GroupJob& job, const std::vector<LevelClients>& all,
                const LevelSettings& settings)
      : settings_(settings) {
    const Shape shape = job.source.shape;
    arguments_.source = PhiloxSource(job.source);
    arguments_.fields = LevelFields(shape);
    arguments_.clients = static_cast<std::uint32_t>(all.size());
    arguments_.cells.rules = static_cast<std::uint32_t>(job.rules.size());
    for (std::size_t c = 0; c < all.size(); ++c) {
      LevelClient& client = arguments_.client[c];
      client.masks = all[c].mask_view();
      client.plan = level_plan(shape, all[c].windows, all[c].upper_half, all[c].pixels);
      client.items = arguments_.cells.items();
      arguments_.cells.cells += static_cast<std::uint32_t>(all[c].cells.size());
      client.items_end = arguments_.cells.items();
      work_.storage += client.plan.storage;
      if (client.plan.method == LevelPlan::Method::list) ++work_.lists;
      if (client.plan.windows.low < shape.levels()) may_fail_ = true;
    }
    work_.items = arguments_.cells.items();
    work_.blocks = arguments_.source.blocks;
    work_.per_block = instructions_per_block(arguments_);
    arguments_.cached = std::min(most_cached, cached_words / std::max(1u, work_.items));
    find_candidates();
  }

  const LevelSettings& settings() const { return settings_; }
  bool shared() const { return arguments_.clients > 1; }
  /// Whether the windows of a client can be too small for an image.
  bool may_fail() const { return may_fail_; }
  const ImageWork& work() const { return work_; }
  const std::vector<Candidate>& candidates() const { return candidates_; }
  /// What is common to all launches. The cells are only counted.
  const LevelArguments& arguments() const { return arguments_; }
  LevelArguments arguments(const Candidate& candidate) const {
    LevelArguments own = arguments_;
    lay_out(own, candidate.mapping, candidate.threads);
    return own;
  }
  std::size_t shared_bytes(const Candidate& candidate) const {
    const LevelArguments own = arguments(candidate);
    const std::uint64_t groups =
        candidate.mapping == Mapping::block ? own.copies : images_in_block(candidate);
    const std::size_t totals = shared() ? own.clients * candidate.threads * sizeof(LevelTotals) : 0;
    return totals +
           (recorder_words(own.cells, own.cached) + groups * own.storage) * sizeof(std::uint32_t);
  }
  MappingChoice choose(std::uint64_t images) const {
    return choose_mapping(candidates_, work_, images, multiprocessors());
  }
  /// The clocks that many images take, in the unit of device::clocks().
  double clocks() const {
    if (candidates_.empty()) return std::numeric_limits<double>::infinity();
    return device::clocks(choose(many_images).candidate, work_, many_images, multiprocessors());
  }

 private:
  static constexpr std::uint64_t many_images = 1 << 20;

  /// Finds all mappings and sizes of blocks whose shared memory every device has. Images of two
  /// levels that come here are too large for one thread, and the kernel has no code for that.
  void find_candidates() {
    const bool ones = arguments_.client[0].plan.method == LevelPlan::Method::ones;
    for (const Mapping mapping : {Mapping::thread, Mapping::warp, Mapping::block}) {
      if (settings_.mapping && *settings_.mapping != mapping) continue;
      if (mapping == Mapping::thread && ones) continue;
      for (const unsigned threads : {level_threads, level_threads / 2, level_threads / 4}) {
        Candidate candidate{mapping, threads};
        const std::size_t bytes = shared_bytes(candidate);
        if (bytes > most_shared) continue;
        candidate.resident = resident_blocks(address(kernel_of(mapping, shared())), threads, bytes,
                                             settings_.most_blocks);
        candidates_.push_back(candidate);
      }
    }
  }

  LevelSettings settings_;
  LevelArguments arguments_;
  ImageWork work_;
  bool may_fail_ = false;
  std::vector<Candidate> candidates_;
};

class LevelJudges : public Pass {
 public:
  LevelJudges(const GroupJob& job, std::vector<LevelClients> clients, CellTables& tables,
              const LevelSettings& settings)
      : clients_(std::move(clients)), launches_(job, clients_, settings) {
    if (launches_.candidates().empty()) {
      throw std::invalid_argument("no such mapping for this shape");
    }
    std::vector<std::size_t> cells;
    for (const LevelClients& each : clients_) {
      cells.insert(cells.end(), each.cells.begin(), each.cells.end());
    }
    cells_ = tables.cells(cells);
    for (const Candidate& candidate : launches_.candidates()) {
      if (parts(candidate, 1) == 1) continue;
      slot_words_ = slot_words(launches_.arguments(candidate));
      most_shared_images_ = std::max(most_shared_images_, candidate.resident);
    }
    if (settings.parts > 1) most_shared_images_ = most_level_work;
    if (launches_.may_fail()) prepare_second_look();
  }

  std::uint64_t bytes_per_image() const override {
    return launches_.may_fail() ? cells_.slot[0].items() * sizeof(std::uint64_t) : 0;
  }
  std::uint64_t preferred_batch() const override {
    const Candidate best = choose(most_level_work).candidate;
    return busy_images(best.resident * images_in_block(best),
                       instructions_per_image(best, launches_.work()));
  }
  void reserve(std::uint64_t images) override {
    for (Slot& slot : slots_) {
      const std::uint64_t shared = std::min(images, most_shared_images_);
      slot.counts = DeviceBuffer<unsigned long long>(shared * slot_words_);
      slot.tickets = DeviceBuffer<std::uint32_t>(shared);
      if (!launches_.may_fail()) continue;
      slot.entries = DeviceBuffer<std::uint64_t>(images * cells_.slot[0].items());
      slot.entry_count = DeviceBuffer<std::uint32_t>(1);
    }
  }

  void launch(const Batch& batch, const Stream& stream) override {
    const Slot& slot = slots_[batch.slot];
    const MappingChoice chosen = choose(batch.range.images);
    LevelArguments arguments = launches_.arguments(chosen.candidate);
    arguments.range = batch.range;
    arguments.cells = cells_.slot[batch.slot];
    if (launches_.may_fail()) {
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
        kernel_of(chosen.candidate.mapping, launches_.shared()),
        static_cast<unsigned>(std::min(chosen.candidate.resident, (work + at_once - 1) / at_once)),
        chosen.candidate.threads, stream, arguments, launches_.shared_bytes(chosen.candidate));
    if (launches_.may_fail()) look_again(arguments, slot, stream);
  }

 private:
  struct Slot {
    DeviceBuffer<unsigned long long> counts;  ///< [image * slot_words + ...]
    DeviceBuffer<std::uint32_t> tickets;      ///< [image]
    DeviceBuffer<std::uint64_t> entries;      ///< Undecided
    DeviceBuffer<std::uint32_t> entry_count;
    DeviceBuffer<std::uint32_t> histograms;  ///< [block * levels + level]
  };

  std::uint32_t parts(const Candidate& candidate, std::uint64_t images) const {
    if (candidate.mapping != Mapping::block) return 1;
    const std::uint32_t wanted = launches_.settings().parts;
    if (wanted > 0) return wanted;
    return parts_of_image(candidate, launches_.work(), images);
  }
  MappingChoice choose(std::uint64_t images) const {
    MappingChoice choice = launches_.choose(images);
    choice.parts = images <= most_shared_images_ ? parts(choice.candidate, images) : 1;
    return choice;
  }

  void prepare_second_look() {
    every_ = launches_.arguments();
    count_every_level(every_);
    const std::size_t bytes = every_.storage * sizeof(std::uint32_t);
    globally_ = bytes > most_shared;
    if (!globally_) every_.copies = histogram_copies(every_.storage, level_threads);
    every_shared_ = globally_ ? 0 : bytes * every_.copies;
    const std::uint64_t most = globally_ ? global_blocks : ~std::uint64_t{0};
    every_blocks_ = resident_blocks(address(every_kernel()), level_threads, every_shared_,
                                    std::min(launches_.settings().most_blocks, most));
    if (!globally_) return;
    for (Slot& slot : slots_) {
      slot.histograms = DeviceBuffer<std::uint32_t>(std::uint64_t{every_blocks_} * every_.storage);
    }
  }
  Kernel every_kernel() const {
    return globally_ ? judge_undecided_levels_globally : judge_undecided_levels;
  }
  /// The kernel itself finds out how much there is to do, which is mostly nothing.
  void look_again(const LevelArguments& first, const Slot& slot, const Stream& stream) const {
    LevelArguments arguments = every_;
    arguments.range = first.range;
    arguments.cells = first.cells;
    arguments.undecided = first.undecided;
    arguments.histogram = slot.histograms.data();
    device::launch(every_kernel(), every_blocks_, level_threads, stream, arguments, every_shared_);
  }

  std::vector<LevelClients> clients_;
  LevelLaunches launches_;
  SlotCells cells_;
  /// Where few images share all blocks of a device, each image has a slot of so many words.
  std::uint64_t slot_words_ = 0;
  std::uint64_t most_shared_images_ = 0;
  LevelArguments every_;  ///< of second looks
  bool globally_ = false;
  std::size_t every_shared_ = 0;
  unsigned every_blocks_ = 1;
  Slot slots_[batch_slots];
};

/// Groups clients that share the words of an image, as long as that takes fewer clocks than drawing
/// the image for each: the storages and totals of many leave room for fewer threads.
std::vector<std::vector<LevelClients>> sharing(const GroupJob& job, std::vector<LevelClients> all,
                                               const LevelSettings& settings) {
  std::vector<std::vector<LevelClients>> groups;
  const auto clocks = [&](const std::vector<LevelClients>& some) {
    return LevelLaunches(job, some, settings).clocks();
  };
  double before = 0;
  for (LevelClients& client : all) {
    std::vector<LevelClients> alone;
    alone.push_back(std::move(client));
    const double apart = clocks(alone);
    if (!groups.empty() && groups.back().size() < settings.clients.value_or(most_level_clients)) {
      std::vector<LevelClients>& open = groups.back();
      open.push_back(std::move(alone[0]));
      const double together = clocks(open);
      if (settings.clients ? std::isfinite(together) : together <= before + apart) {
        before = together;
        continue;
      }
      alone[0] = std::move(open.back());
      open.pop_back();
    }
    groups.push_back(std::move(alone));
    before = apart;
  }
  return groups;
}

}  // namespace

std::vector<std::unique_ptr<Pass>> make_level_passes(const GroupJob& job,
                                                     const std::vector<std::size_t>& cells,
                                                     CellTables& tables,
                                                     const LevelSettings& settings) {
  std::vector<std::unique_ptr<Pass>> passes;
  std::vector<LevelClients> counted_by_ones, others;
  for (LevelClients& clients : level_clients(job, cells)) {
    const bool listed = job.source.shape.b == 1 && clients.pixels <= most_listed_ones;
    (listed ? counted_by_ones : others).push_back(std::move(clients));
  }
  for (auto& clients : sharing(job, std::move(others), settings)) {
    passes.push_back(std::make_unique<LevelJudges>(job, std::move(clients), tables, settings));
  }
  for (auto& pass : make_ones_passes(job, std::move(counted_by_ones), settings)) {
    passes.push_back(std::move(pass));
  }
  return passes;
}

}  // namespace brink::device
