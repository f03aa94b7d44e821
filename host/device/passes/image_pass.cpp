// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/device/passes/image_pass.hpp"

#include <algorithm>

#include "cuda/kernel/image.hpp"
#include "host/device/passes/image_tables.hpp"
#include "host/device/runtime/launch.hpp"
#include "host/device/runtime/memory.hpp"
#include "host/registry.hpp"

namespace brink::device {
namespace {

/// How a class is launched.
struct Launch {
  void (*kernel)(ImageArguments) = nullptr;
  /// Images of a batch for each image in work. Blocks that are done early wait for the others,
  /// which is a small part of the time if there are many rounds. But a batch cannot be
  /// interrupted.
  std::uint64_t rounds = 1;
  unsigned solver = 1;  ///< threads that solve an image together
};

/// Hashes take microseconds; the searches of the other classes take up to seconds.
constexpr unsigned warp = 32;
Launch launch_of(Hash) { return {judge_hash, 64}; }
Launch launch_of(Voronoi) { return {judge_voronoi, 4, warp}; }
Launch launch_of(Linear) { return {judge_linear, 4, warp}; }
Launch launch_of(Table) { return {judge_table, 4}; }
Launch launch_of(Network) { return {judge_network, 4, warp}; }

/// A warp works on images of up to so many pixels: 128 for each of its threads.
constexpr std::uint64_t most_warp_pixels = 1 << 12;
/// Images in work may take 1/memory_share of the free memory in each batch slot, because batches
/// and the other slot need memory, too.
constexpr std::uint64_t memory_share = 8;

/// Words of 64 bits, rounded up so that what follows can be loaded 16 bytes at a time.
std::uint64_t whole_pairs(std::uint64_t words) { return (words + 1) / 2 * 2; }

/// One class, ready to be launched.
struct Client {
  Launch launch;
  SlotCells cells;
  ImageArguments arguments;
  unsigned threads = warp;
  unsigned blocks = 1;

  std::uint64_t words() const { return blocks * arguments.memory.block_words(); }
};

/// Sets as many images and solvers as fit into a number of words, and fewer blocks where not even
/// one of each fits.
void fit(Client& client, std::uint32_t rules, std::uint64_t words) {
  ImageMemory& memory = client.arguments.memory;
  const std::uint64_t half_block = words / client.blocks / 2;
  const auto fitting = [&](std::uint64_t each, std::uint64_t most) {
    return static_cast<std::uint32_t>(std::clamp<std::uint64_t>(half_block / each, 1, most));
  };
  const std::uint64_t solvers = client.threads / client.launch.solver;
  memory.slots = fitting(memory.slot_words(), solvers);
  memory.solvers = fitting(std::max<std::uint64_t>(1, memory.solver_words()),
                           std::min<std::uint64_t>(solvers, memory.slots * rules));
  client.blocks = static_cast<unsigned>(
      std::clamp<std::uint64_t>(words / memory.block_words(), 1, client.blocks));
}

class ImagePass : public Pass {
 public:
  ImagePass(const GroupJob& job, const std::vector<std::size_t>& cells, CellTables& tables) {
    for (const std::size_t cell : cells) {
      CellPlan& plan = tables.plan(cell);
      with_classifier(job.cells[cell].config->judged_as(), [&](auto classifier) {
        using Classifier = decltype(classifier);
        if constexpr (Classifier::statistic == Statistic::image) {
          Client& client = clients_.emplace_back();
          client.launch = launch_of(classifier);
          client.arguments.memory.kept_words = Classifier::kept_words(plan);
          client.arguments.memory.scratch_words = Classifier::scratch_words(plan);
        }
      });
      prepare(clients_.back(), job, plan.seed);
      tables_.add(job.cells[cell], plan);
      clients_.back().cells = tables.cells({cell});
    }
    const auto rules = static_cast<std::uint32_t>(job.rules.size());
    const std::uint64_t words = memory().free / memory_share / sizeof(std::uint64_t);
    std::uint64_t most_words = 0;
    for (Client& client : clients_) {
      fit(client, rules, words);
      most_words = std::max(most_words, client.words());
    }
    for (auto& slot : words_) slot = DeviceBuffer<std::uint64_t>(most_words);
  }

  std::uint64_t bytes_per_image() const override { return 0; }
  std::uint64_t preferred_batch() const override {
    std::uint64_t most = 1;
    for (const Client& client : clients_) {
      most = std::max(most, client.launch.rounds * client.blocks * client.arguments.memory.slots);
    }
    return most;
  }
  std::uint64_t local_bytes() const override {
    std::uint64_t most = 0;
    for (const Client& client : clients_) {
      most = std::max(most, device::local_bytes(client.launch.kernel));
    }
    return most;
  }
  void reserve(std::uint64_t) override {}
  void launch(const Batch& batch, const Stream& stream) override {
    // The classes use the same memory one after another, because the stream keeps their order.
    for (const Client& client : clients_) {
      ImageArguments arguments = client.arguments;
      arguments.range = batch.range;
      arguments.cells = client.cells.slot[batch.slot];
      arguments.words = words_[batch.slot].data();
      const auto blocks =
          static_cast<unsigned>(std::min<std::uint64_t>(client.blocks, batch.range.images));
      device::launch(client.launch.kernel, blocks, client.threads, stream, arguments);
    }
  }

 private:
  static void prepare(Client& client, const GroupJob& job, std::uint64_t class_seed) {
    const Shape& shape = job.source.shape;
    client.threads = shape.pixels() <= most_warp_pixels ? warp : most_image_threads;
    client.blocks = resident_blocks(reinterpret_cast<const void*>(client.launch.kernel),
                                    client.threads, 0, ~std::uint64_t{0});
    ImageArguments& arguments = client.arguments;
    arguments.source = PhiloxSource(job.source);
    arguments.shape = shape;
    arguments.class_keys = PhiloxKeys(class_seed);
    arguments.memory.image_words = whole_pairs(shape.blocks() * shape.pixels_per_word());
  }

  ImageTables tables_;
  std::vector<Client> clients_;
  DeviceBuffer<std::uint64_t> words_[batch_slots];
};

}  // namespace

std::unique_ptr<Pass> make_image_pass(const GroupJob& job, const std::vector<std::size_t>& cells,
                                      CellTables& tables) {
  return std::make_unique<ImagePass>(job, cells, tables);
}

}  // namespace brink::device
