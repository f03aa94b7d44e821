// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/device/passes/ones_pass.hpp"

#include <algorithm>
#include <cmath>

#include "cuda/kernel/ones.hpp"
#include "host/device/passes/ones_judge.hpp"
#include "host/device/runtime/launch.hpp"

namespace brink::device {
namespace {

using Kernel = void (*)(OnesArguments);

constexpr unsigned threads = 256;
constexpr unsigned warps = threads / 32;

Kernel kernel_of(Mapping mapping) {
  switch (mapping) {
    case Mapping::thread:
      return tally_ones_by_thread;
    case Mapping::warp:
      return tally_ones_by_warp;
    case Mapping::block:
      break;
  }
  return tally_ones_by_block;
}

/// Chooses the window in shared memory around half of the pixels. About one random image in 10^5
/// is outside.
void choose_window(std::uint64_t pixels, OnesArguments& arguments) {
  constexpr double deviations = 4.5;
  constexpr std::uint32_t most_words = 4096;  // 16 KiB: four blocks fit on any multiprocessor
  const auto reach =
      static_cast<std::uint64_t>(deviations * std::sqrt(static_cast<double>(pixels)) / 2) + 1;
  const std::uint64_t first = pixels / 2 > reach ? pixels / 2 - reach : 0;
  const std::uint64_t end = std::min(pixels, pixels / 2 + reach) + 1;
  arguments.window_first = static_cast<std::uint32_t>(first);
  arguments.window = static_cast<std::uint32_t>(end - first);
  arguments.copies = 1;
  while (arguments.copies < warps && 2 * arguments.copies * arguments.window <= most_words) {
    arguments.copies *= 2;
  }
}

class OnesPass : public Pass {
 public:
  OnesPass(const GroupJob& job, LevelClients clients, const LevelSettings& settings)
      : judge_(job, clients.cells),
        clients_(std::move(clients)),
        images_with_(clients_.pixels + 1) {
    arguments_.source = clients_.source(job.source);
    arguments_.images_with = images_with_.data();
    choose_window(clients_.pixels, arguments_);
    shared_bytes_ = arguments_.window * arguments_.copies * sizeof(std::uint32_t);
    for (const Mapping mapping : {Mapping::thread, Mapping::warp, Mapping::block}) {
      if (settings.mapping && *settings.mapping != mapping) continue;
      candidates_.push_back({mapping, threads, blocks(mapping, settings.most_blocks)});
    }
    work_.blocks = arguments_.source.blocks;
    images_with_.clear(stream_);
    stream_.synchronize();
  }

  std::uint64_t bytes_per_image() const override { return 0; }
  std::uint64_t preferred_batch() const override {
    const Candidate& best = choose(~std::uint32_t{0}).candidate;
    return busy_images(best.resident * images_in_block(best), instructions_per_image(best, work_));
  }
  void reserve(std::uint64_t) override {}

  void launch(const Batch& batch, const Stream& stream) override {
    const Candidate& chosen = choose(batch.range.images).candidate;
    const std::uint64_t at_once = images_in_block(chosen);
    OnesArguments arguments = arguments_;
    arguments.range = batch.range;
    const std::uint64_t wanted = (batch.range.images + at_once - 1) / at_once;
    device::launch(kernel_of(chosen.mapping),
                   static_cast<unsigned>(std::min(chosen.resident, wanted)), threads, stream,
                   arguments, shared_bytes_);
  }

  void finish(std::vector<CellTally>& tallies) override {
    const auto images = images_with_.read(stream_, images_with_.size());
    images_with_.clear(stream_);
    stream_.synchronize();
    for (std::uint64_t ones = 0; ones < images.size(); ++ones) {
      if (images[ones] > 0) judge_.judge(clients_.pixels, ones, images[ones], tallies);
    }
  }

 private:
  unsigned blocks(Mapping mapping, std::uint64_t wanted) const {
    return resident_blocks(reinterpret_cast<const void*>(kernel_of(mapping)), threads,
                           shared_bytes_, wanted);
  }
  MappingChoice choose(std::uint64_t images) const {
    return choose_mapping(candidates_, work_, images, multiprocessors());
  }

  OnesJudge judge_;
  LevelClients clients_;
  Stream stream_;                                 ///< used between batches
  DeviceBuffer<unsigned long long> images_with_;  ///< [ones], for both slots
  OnesArguments arguments_;
  std::size_t shared_bytes_ = 0;
  std::vector<Candidate> candidates_;
  ImageWork work_;
};

}  // namespace

std::unique_ptr<Pass> make_ones_pass(const GroupJob& job, LevelClients clients,
                                     const LevelSettings& settings) {
  return std::make_unique<OnesPass>(job, std::move(clients), settings);
}

}  // namespace brink::device
