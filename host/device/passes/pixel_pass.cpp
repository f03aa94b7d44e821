// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/device/passes/pixel_pass.hpp"

#include <functional>

#include "cuda/kernel/pixel.hpp"
#include "host/cpu/judge.hpp"
#include "host/device/passes/owned_job.hpp"
#include "host/device/runtime/launch.hpp"
#include "host/registry.hpp"

namespace brink::device {
namespace {

constexpr unsigned threads = 256;
/// Images for each thread of a full device. With that many, a launch is short beside its work.
constexpr std::uint64_t images_per_thread = 512;
/// The most levels that a block counts by itself: 16 KiB, so that several blocks fit on a
/// multiprocessor. More levels have so many addresses that images rarely meet at one.
constexpr std::uint32_t most_cached = 4096;

class PixelPass : public Pass {
 public:
  PixelPass(const GroupJob& job, const std::vector<std::size_t>& cells)
      : job_(job), cached_(levels() <= most_cached ? levels() : 0) {
    for (const std::size_t cell : cells) {
      with_classifier(job.cells[cell].config->judged_as(), [&](auto classifier) {
        using Classifier = decltype(classifier);
        if constexpr (Classifier::statistic == Statistic::one_pixel) {
          clients_.push_back({cell, brink::judge<Classifier, std::uint32_t>(*job_, cell),
                              DeviceBuffer<unsigned long long>(levels())});
          clients_.back().images_with.clear(stream_);
        }
      });
    }
    stream_.synchronize();
  }

  std::uint64_t bytes_per_image() const override { return 0; }
  std::uint64_t preferred_batch() const override {
    return images_per_thread * threads * blocks(~std::uint64_t{0});
  }
  void reserve(std::uint64_t) override {}

  void launch(const Batch& batch, const Stream& stream) override {
    for (const Client& client : clients_) {
      device::launch(tally_pixel, blocks((batch.range.images + threads - 1) / threads), threads,
                     stream,
                     PixelArguments{job_->source, batch.range, job_->cells[client.cell].plan.pixel,
                                    client.images_with.data(), cached_},
                     shared_bytes());
    }
  }

  void finish(std::vector<CellTally>& tallies) override {
    for (Client& client : clients_) {
      const auto images = client.images_with.read(stream_, levels());
      client.images_with.clear(stream_);
      stream_.synchronize();
      for (std::uint32_t level = 0; level < levels(); ++level) {
        if (images[level] > 0) client.judge(level, tallies[client.cell], images[level]);
      }
    }
  }

 private:
  struct Client {
    std::size_t cell;
    std::function<bool(std::uint32_t, CellTally&, std::uint64_t times)> judge;
    DeviceBuffer<unsigned long long> images_with;  ///< [level], for both slots
  };

  std::uint32_t levels() const { return job_->source.shape.levels(); }
  std::size_t shared_bytes() const { return cached_ * sizeof(std::uint32_t); }
  unsigned blocks(std::uint64_t wanted) const {
    return resident_blocks(reinterpret_cast<const void*>(tally_pixel), threads, shared_bytes(),
                           wanted);
  }

  OwnedJob job_;
  std::uint32_t cached_;  ///< levels that blocks count by themselves
  Stream stream_;         ///< used between batches
  std::vector<Client> clients_;
};

class PixelPairPass : public Pass {
 public:
  PixelPairPass(const GroupJob& job, const std::vector<std::size_t>& cells, CellTables& tables)
      : source_(job.source), cells_(tables.cells(cells)) {}

  std::uint64_t bytes_per_image() const override { return 0; }
  std::uint64_t preferred_batch() const override {
    return images_per_thread * threads * blocks(~std::uint64_t{0});
  }
  void reserve(std::uint64_t) override {}
  void launch(const Batch& batch, const Stream& stream) override {
    device::launch(judge_pixel_pairs, blocks((batch.range.images + threads - 1) / threads), threads,
                   stream, PixelPairArguments{source_, batch.range, cells_.slot[batch.slot]});
  }

 private:
  static unsigned blocks(std::uint64_t wanted) {
    return resident_blocks(reinterpret_cast<const void*>(judge_pixel_pairs), threads, 0, wanted);
  }

  ImageSource source_;
  SlotCells cells_;
};

}  // namespace

std::unique_ptr<Pass> make_pixel_pair_pass(const GroupJob& job,
                                           const std::vector<std::size_t>& cells,
                                           CellTables& tables) {
  return std::make_unique<PixelPairPass>(job, cells, tables);
}

std::unique_ptr<Pass> make_pixel_pass(const GroupJob& job, const std::vector<std::size_t>& cells,
                                      CellTables&) {
  return std::make_unique<PixelPass>(job, cells);
}

}  // namespace brink::device
