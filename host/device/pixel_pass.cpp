// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/device/pixel_pass.hpp"

#include "cuda/kernel/pixel.hpp"
#include "host/device/launch.hpp"

namespace brink::device {
namespace {

constexpr unsigned threads = 256;
/// Images for each thread of a full device: a launch is then short beside its work.
constexpr std::uint64_t images_per_thread = 8;

class PixelPass : public Pass {
 public:
  PixelPass(const GroupJob& job, const std::vector<std::size_t>& cells, CellTables& tables)
      : source_(job.source) {
    for (const std::size_t cell : cells) {
      clients_.push_back({job.cells[cell].plan.pixel, tables.cells({cell})});
    }
  }

  std::uint64_t bytes_per_image() const override { return 0; }
  std::uint64_t preferred_batch() const override {
    return images_per_thread * threads * blocks(~std::uint64_t{0});
  }
  void reserve(std::uint64_t) override {}
  void launch(const Batch& batch, const Stream& stream) override {
    for (const Client& client : clients_) {
      device::launch(
          judge_pixels, blocks((batch.range.images + threads - 1) / threads), threads, stream,
          PixelArguments{source_, batch.range, client.pixel, client.cells.slot[batch.slot]});
    }
  }

 private:
  struct Client {
    std::uint64_t pixel;
    SlotCells cells;
  };

  static unsigned blocks(std::uint64_t wanted) {
    return resident_blocks(reinterpret_cast<const void*>(judge_pixels), threads, 0, wanted);
  }

  ImageSource source_;
  std::vector<Client> clients_;
};

}  // namespace

std::unique_ptr<Pass> make_pixel_pass(const GroupJob& job, const std::vector<std::size_t>& cells,
                                      CellTables& tables) {
  return std::make_unique<PixelPass>(job, cells, tables);
}

}  // namespace brink::device
