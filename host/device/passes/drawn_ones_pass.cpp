// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/device/passes/drawn_ones_pass.hpp"

#include <algorithm>

#include "host/device/runtime/launch.hpp"
#include "host/error.hpp"
#include "host/sampler/listed_ones.hpp"

namespace brink::device {
namespace {

constexpr unsigned threads = 256;
// A block's counts take 32 KiB at most. Where there are more (n > 1024), images spread over so
// many numbers of ones that they seldom meet at one address of device memory.
constexpr std::uint32_t most_in_shared = 1 << 13;
// Room for images beyond 8 standard deviations, of which not one is expected in 10^14 images.
constexpr std::uint32_t most_others = 1 << 16;
constexpr std::uint64_t images_per_thread = 256;

}  // namespace

DrawnOnesPass::DrawnOnesPass(const GroupJob& job, const std::vector<std::size_t>& cells)
    : pixels_(job.source.shape.pixels()),
      judge_(job, cells),
      tables_(static_cast<std::uint32_t>(pixels_)),
      others_(most_others),
      others_count_(1) {
  const ListedOnes listed(pixels_);
  images_ = DeviceBuffer<unsigned long long>(listed.size);
  arguments_.source = {job.source.shape, PhiloxKeys(job.source.seed), tables_.get()};
  arguments_.first_listed = static_cast<std::uint32_t>(listed.first);
  arguments_.listed = static_cast<std::uint32_t>(listed.size);
  arguments_.in_shared = listed.size <= most_in_shared;
  arguments_.images = images_.data();
  arguments_.others = others_.data();
  arguments_.others_count = others_count_.data();
  arguments_.most_others = most_others;
  if (arguments_.in_shared) shared_bytes_ = listed.size * sizeof(std::uint32_t);
  blocks_ = resident_blocks(reinterpret_cast<const void*>(draw_ones), threads, shared_bytes_,
                            ~std::uint64_t{0});
  clear();
}

std::uint64_t DrawnOnesPass::preferred_batch() const {
  return std::uint64_t{blocks_} * threads * images_per_thread;
}

void DrawnOnesPass::launch(const Batch& batch, const Stream& stream) {
  DrawOnesArguments arguments = arguments_;
  arguments.range = batch.range;
  const std::uint64_t wanted = (batch.range.images + threads - 1) / threads;
  const auto blocks = static_cast<unsigned>(std::min<std::uint64_t>(blocks_, wanted));
  device::launch(draw_ones, blocks, threads, stream, arguments, shared_bytes_);
}

void DrawnOnesPass::finish(std::vector<CellTally>& tallies) {
  const std::uint32_t others = others_count_.read(stream_, 1)[0];
  if (others > most_others) {
    throw Error(Exit::failed,
                "cuda: the device counts more images beyond 8 standard "
                "deviations than is possible");
  }
  const auto images = images_.read(stream_, images_.size());
  for (std::size_t place = 0; place < images.size(); ++place) {
    if (images[place] == 0) continue;
    judge_.judge(pixels_, arguments_.first_listed + place, images[place], tallies);
  }
  for (const std::uint32_t ones : others_.read(stream_, others)) {
    judge_.judge(pixels_, ones, 1, tallies);
  }
  clear();
}

void DrawnOnesPass::clear() {
  images_.clear(stream_);
  others_count_.clear(stream_);
  stream_.synchronize();
}

}  // namespace brink::device
