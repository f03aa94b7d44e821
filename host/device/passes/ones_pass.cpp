// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/device/passes/ones_pass.hpp"

#include <algorithm>
#include <cmath>
#include <deque>
#include <iterator>

#include "cuda/kernel/ones.hpp"
#include "host/device/passes/ones_judge.hpp"
#include "host/device/runtime/launch.hpp"

namespace brink::device {
namespace {

using Kernel = void (*)(OnesArguments);

constexpr unsigned threads = 256;
constexpr unsigned warps = threads / 32;
constexpr std::uint32_t most_words = 4096;  // 16 KiB: four blocks fit on any multiprocessor

Kernel kernel_of(Mapping mapping, bool shared) {
  switch (mapping) {
    case Mapping::thread:
      return shared ? tally_shared_ones_by_thread : tally_ones_by_thread;
    case Mapping::warp:
      return shared ? tally_shared_ones_by_warp : tally_ones_by_warp;
    case Mapping::block:
      break;
  }
  return shared ? tally_shared_ones_by_block : tally_ones_by_block;
}

/// Chooses the window in shared memory around half of the pixels. About one random image in 10^5
/// is outside.
void choose_window(std::uint64_t pixels, OnesClient& client) {
  constexpr double deviations = 4.5;
  const auto reach =
      static_cast<std::uint64_t>(deviations * std::sqrt(static_cast<double>(pixels)) / 2) + 1;
  const std::uint64_t first = pixels / 2 > reach ? pixels / 2 - reach : 0;
  const std::uint64_t end = std::min(pixels, pixels / 2 + reach) + 1;
  client.window_first = static_cast<std::uint32_t>(first);
  client.window = static_cast<std::uint32_t>(end - first);
}

class OnesPass : public Pass {
 public:
  OnesPass(const GroupJob& job, std::vector<LevelClients> all, const LevelSettings& settings)
      : shared_(all.size() > 1) {
    arguments_.source = PhiloxSource(job.source);
    arguments_.clients = static_cast<std::uint32_t>(all.size());
    for (std::size_t c = 0; c < all.size(); ++c) {
      OnesClient& client = arguments_.client[c];
      Client& own = clients_.emplace_back(job, std::move(all[c]));
      own.images_with.clear(stream_);
      client.masks = own.clients.mask_view();
      client.images_with = own.images_with.data();
      choose_window(own.clients.pixels, client);
      client.begin = arguments_.words;
      arguments_.words += client.window;
    }
    while (arguments_.copies < warps && 2 * arguments_.copies * arguments_.words <= most_words) {
      arguments_.copies *= 2;
    }
    shared_bytes_ = arguments_.words * arguments_.copies * sizeof(std::uint32_t);
    for (const Mapping mapping : {Mapping::thread, Mapping::warp, Mapping::block}) {
      if (settings.mapping && *settings.mapping != mapping) continue;
      candidates_.push_back({mapping, threads, blocks(mapping, settings.most_blocks)});
    }
    constexpr double drawn = 46, masked = 25;  // instructions, by tests/budget
    work_.blocks = arguments_.source.blocks;
    work_.per_block = drawn + masked * static_cast<double>(arguments_.clients);
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
    device::launch(kernel_of(chosen.mapping, shared_),
                   static_cast<unsigned>(std::min(chosen.resident, wanted)), threads, stream,
                   arguments, shared_bytes_);
  }

  void finish(std::vector<CellTally>& tallies) override {
    for (const Client& client : clients_) {
      const auto images = client.images_with.read(stream_, client.images_with.size());
      client.images_with.clear(stream_);
      stream_.synchronize();
      for (std::uint64_t ones = 0; ones < images.size(); ++ones) {
        if (images[ones] == 0) continue;
        client.judge.judge(client.clients.pixels, ones, images[ones], tallies);
      }
    }
  }

 private:
  struct Client {
    Client(const GroupJob& job, LevelClients of)
        : judge(job, of.cells), clients(std::move(of)), images_with(clients.pixels + 1) {}

    OnesJudge judge;
    LevelClients clients;
    DeviceBuffer<unsigned long long> images_with;  ///< [ones], for both slots
  };

  unsigned blocks(Mapping mapping, std::uint64_t wanted) const {
    return resident_blocks(reinterpret_cast<const void*>(kernel_of(mapping, shared_)), threads,
                           shared_bytes_, wanted);
  }
  MappingChoice choose(std::uint64_t images) const {
    return choose_mapping(candidates_, work_, images, multiprocessors());
  }

  bool shared_;    ///< whether several clients share the words of an image
  Stream stream_;  ///< used between batches
  std::deque<Client> clients_;
  OnesArguments arguments_;
  std::size_t shared_bytes_ = 0;
  std::vector<Candidate> candidates_;
  ImageWork work_;
};

}  // namespace

std::vector<std::unique_ptr<Pass>> make_ones_passes(const GroupJob& job,
                                                    std::vector<LevelClients> clients,
                                                    const LevelSettings& settings) {
  std::vector<std::unique_ptr<Pass>> passes;
  while (!clients.empty()) {
    const std::size_t left =
        clients.size() - std::min<std::size_t>(clients.size(), most_ones_clients);
    std::vector<LevelClients> some(std::make_move_iterator(clients.begin() + left),
                                   std::make_move_iterator(clients.end()));
    clients.resize(left);
    passes.push_back(std::make_unique<OnesPass>(job, std::move(some), settings));
  }
  return passes;
}

}  // namespace brink::device
