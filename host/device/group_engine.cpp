// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/device/group_engine.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "cuda/kernel/draw_images.hpp"
#include "host/device/passes/make_passes.hpp"
#include "host/device/runtime/launch.hpp"
#include "host/device/runtime/memory.hpp"
#include "host/device/runtime/memory_text.hpp"
#include "host/device/runtime/range.hpp"
#include "host/error.hpp"

namespace brink::device {
namespace {

/// Tables of costs may take 1/table_share of the free memory, because batches need the rest more.
constexpr std::uint64_t table_share = 8;

/// Memory left to other programs and to the runtime, which allocates when kernels are loaded: a
/// sixteenth of a device, but at most half a GiB.
std::uint64_t reserved_bytes(const Memory& memory) {
  constexpr std::uint64_t share = 16;
  return std::min(memory.total / share, std::uint64_t{512} << 20);
}

/// The most bytes of images that are drawn before they are judged, for both slots. They exceed
/// the caches of a device hardly, and a launch has enough work with so many.
constexpr std::uint64_t most_drawn_bytes = std::uint64_t{128} << 20;

/// How many images the batches of both slots may have together: a power of two.
std::uint64_t ring_images(const Shape& shape, const EngineSettings& settings) {
  const std::uint64_t bytes = shape.stored_words() * sizeof(std::uint32_t);
  const std::uint64_t most = std::min(settings.most_batch, settings.most_kept_batch);
  std::uint64_t images = batch_slots;
  while (images < most * batch_slots && 2 * images * bytes <= most_drawn_bytes) {
    images *= 2;
  }
  return images;
}

/// Room for the images of a job that kernels do not draw themselves, or none.
DeviceBuffer<std::uint32_t> room_for_images(const GroupJob& job, const EngineSettings& settings) {
  if (job.images) return DeviceBuffer<std::uint32_t>(job.images->words);
  if (!job.source.distributed()) return {};
  const Shape& shape = job.source.shape;
  return DeviceBuffer<std::uint32_t>(ring_images(shape, settings) * shape.stored_words());
}

/// The job for kernels, which read such images from device memory.
GroupJob with_images_at(const DeviceBuffer<std::uint32_t>& images, GroupJob job) {
  if (images.size() == 0) return job;
  job.source.stored = images.data();
  if (!job.images) job.source.stored_mask = images.size() / job.source.shape.stored_words() - 1;
  return job;
}

}  // namespace

GroupEngine::GroupEngine(const GroupJob& job, const Device& device, const EngineSettings& settings)
    : settings_(settings),
      cells_(job.cells.size()),
      grids_(job.grids),
      source_(job.source),
      images_(room_for_images(job, settings)),
      tallies_(job, settings.most_costs, memory().free / table_share),
      tables_(job, tallies_),
      passes_(make_passes(with_images_at(images_, job), tables_)) {
  batch_ = batch_that_fits(device, job.source.shape);
  if (source_.distributed()) {
    // The batches of the slots follow each other, so they lie at different places.
    batch_ = std::min(batch_, images_.size() / source_.shape.stored_words() / batch_slots);
  }
  pacer_ = LaunchPacer(batch_, limits_time());
  tallies_.reserve(batch_);
  for (const auto& pass : passes_) pass->reserve(batch_);
}

GroupEngine::~GroupEngine() {
  // The streams must end their work before the buffers that they use are freed. Nobody waits for
  // its results any more.
  stop_.raise();
  for (const Stream& stream : streams_) cudaStreamSynchronize(stream.get());
}

std::uint64_t GroupEngine::bytes(std::uint64_t images) const {
  std::uint64_t image = tallies_.bytes_per_image();
  for (const auto& pass : passes_) image += pass->bytes_per_image();
  return batch_slots * image * images + tallies_.scratch_bytes(images);
}

std::uint64_t GroupEngine::stack_bytes() const {
  std::uint64_t most = source_.distributed() ? local_bytes(draw_images) : 0;
  for (const auto& pass : passes_) most = std::max(most, pass->local_bytes());
  return most;
}

std::uint64_t GroupEngine::batch_that_fits(const Device& device, Shape shape) const {
  std::uint64_t wanted = 1;
  for (const auto& pass : passes_) wanted = std::max(wanted, pass->preferred_batch());
  const bool kept = bytes(2) > bytes(1) || source_.distributed();
  wanted = std::min(wanted, settings_.most_batch);
  if (kept) wanted = std::min(wanted, settings_.most_kept_batch);
  const Memory now = memory();
  const std::uint64_t reserved = std::min(reserved_bytes(now) + stack_bytes(), now.free);
  const auto fits = [&](std::uint64_t images) { return bytes(images) <= now.free - reserved; };
  if (!fits(1)) {
    throw Error(Exit::failed,
                fmt::format("{}: too little memory for images of h={} n={} b={}: {} are needed "
                            "for two images and {} in reserve, {} of {} are free; accepted: a "
                            "smaller n, fewer classifiers, or --device cpu",
                            device.title(), shape.h, shape.n, shape.b, memory_text(bytes(1)),
                            memory_text(reserved), memory_text(now.free), memory_text(now.total)));
  }
  std::uint64_t most = 1;
  for (std::uint64_t step = std::uint64_t{1} << 32; step > 0; step /= 2) {
    if (most + step <= wanted && fits(most + step)) most += step;
  }
  return most;
}

void GroupEngine::launch(const Batch& batch) {
  const Range range("brink: launch a batch");
  const Stream& stream = streams_[batch.slot];
  begin_[batch.slot].record(stream);
  if (source_.distributed()) draw(batch, stream);
  tallies_.begin(batch.slot, stream);
  for (const auto& pass : passes_) pass->launch(batch, stream);
  end_[batch.slot].record(stream);
  tallies_.end(batch.slot, stream);
  in_flight_[batch.slot] = batch.range.images;
  undrained_ += batch.range.images;
}

void GroupEngine::draw(const Batch& batch, const Stream& stream) const {
  constexpr unsigned threads = 256;
  const std::uint64_t work = batch.range.images * source_.shape.blocks();
  device::launch(
      draw_images,
      resident_blocks(reinterpret_cast<const void*>(draw_images), threads, 0,
                      (work + threads - 1) / threads),
      threads, stream,
      DrawImagesArguments{source_, batch.range, images_.size() / source_.shape.stored_words() - 1,
                          reinterpret_cast<Block*>(images_.data())});
}

void GroupEngine::collect(unsigned slot, const GroupOptions& options) {
  if (in_flight_[slot] == 0) return;
  tallies_.collect(slot, streams_[slot]);
  const std::uint64_t images = std::exchange(in_flight_[slot], 0);
  if (stop_.raised()) return;  // some of the images may be missing
  pacer_.took(images, 1e-3 * end_[slot].milliseconds_since(begin_[slot]));
  options.progress(images);
}

void GroupEngine::drain(std::vector<CellTally>& tallies) {
  tallies_.drain(streams_[0], tallies);
  undrained_ = 0;
}

std::vector<CellTally> GroupEngine::run(std::uint64_t first, std::uint64_t count,
                                        const GroupOptions& options) {
  options.in_flight(batch_slots * batch_);
  std::vector<CellTally> tallies(cells_, CellTally(grids_));
  StopWatcher watcher(options.cancelled, stop_);
  unsigned slot = 0;
  for (std::uint64_t done = 0; done < count;) {
    if (options.cancelled != nullptr && options.cancelled->load()) stop_.raise();
    if (stop_.raised()) break;
    collect(slot, options);
    // Batches have equal sizes, because a small last one would leave the device idle.
    const std::uint64_t left = count - done;
    const std::uint64_t rounds = (left + pacer_.images() - 1) / pacer_.images();
    const std::uint64_t images = (left + rounds - 1) / rounds;
    if (undrained_ + images > settings_.most_undrained) {
      // The batch of the other slot counts in the same tables.
      for (unsigned other = 0; other < batch_slots; ++other) collect(other, options);
      drain(tallies);
    }
    launch({{first + done, images, stop_.word()}, slot});
    done += images;
    slot = (slot + 1) % batch_slots;
  }
  for (unsigned i = 0; i < batch_slots; ++i) collect((slot + i) % batch_slots, options);
  watcher.end();
  if (stop_.raised()) return {};
  drain(tallies);
  for (const auto& pass : passes_) pass->finish(tallies);
  for (CellTally& tally : tallies) tally.samples = count;
  return tallies;
}

}  // namespace brink::device
