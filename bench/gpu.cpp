// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

// What a GPU achieves with whole cells. These are the passes that a run launches, batch after
// batch on one stream, timed by CUDA events. The work of turning lists of large costs into
// tallies is left out, except in the rows of the engine, which are ranges as a run asks for them.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "bench/cell.hpp"
#include "cuda/kernel/raw.hpp"
#include "cuda/philox.hpp"
#include "host/device/choice.hpp"
#include "host/device/engine.hpp"
#include "host/device/passes/make_passes.hpp"
#include "host/device/runtime/buffer.hpp"
#include "host/device/runtime/event.hpp"
#include "host/device/runtime/launch.hpp"
#include "host/device/runtime/memory.hpp"

namespace brink::bench {
namespace {

/// What a multiprocessor serves in a clock, by NVIDIA's CUDA C++ Programming Guide (arithmetic
/// instructions, compute capability 7.5 to 12.0): four schedulers issue a warp each; 64 lanes
/// multiply; 16 count bits.
constexpr double issued_per_clock = 128, multiplied_per_clock = 64, counted_per_clock = 16;
/// The guide's rate is that of 32-bit products. A product of 64 bits writes two registers, and by
/// measurements of others takes Ampere to Hopper twice as long.
constexpr double multiplied_wide_per_clock = 32;
/// SASS instructions of tally_ones_by_warp for drawing a Philox block and counting its ones: its
/// loop on sm_90 as tests/budget counts it. No other kernel has a shorter loop.
constexpr double instructions_per_block = 48, products_per_block = 18, counts_per_block = 4;

/// Bytes/s of random words if the current device did nothing but that loop, at the highest clock
/// that it reports: the largest time over all pipes decides.
double ceiling(const device::Device& device, double products_per_clock) {
  int kilohertz = 0;
  BRINK_CUDA(
      cudaDeviceGetAttribute(&kilohertz, cudaDevAttrClockRate, static_cast<int>(device.number)));
  const double clocks =
      std::max({instructions_per_block / issued_per_clock, products_per_block / products_per_clock,
                counts_per_block / counted_per_clock});
  return device::multiprocessors() * 1e3 * kilohertz * sizeof(Block) / clocks;
}

/// The most images of a batch. The variable BRINK_BENCH_BATCH lowers it for a test that only
/// checks that the benchmark runs.
std::uint64_t most_batch() {
  const char* const wanted = std::getenv("BRINK_BENCH_BATCH");
  return wanted == nullptr ? device::EngineSettings{}.most_batch
                           : std::strtoull(wanted, nullptr, 10);
}

/// The cells of one shape on the current device, as the engine prepares them.
class DeviceWork {
 public:
  explicit DeviceWork(const GroupJob& job)
      : tallies_(job, device::EngineSettings{}.most_costs, device::memory().free / memory_share),
        tables_(job, tallies_),
        passes_(device::make_passes(job, tables_)) {
    std::uint64_t wanted = 1;
    for (const auto& pass : passes_) wanted = std::max(wanted, pass->preferred_batch());
    batch_ = std::clamp<std::uint64_t>(wanted, 1, most_batch());
    if (bytes(2) > bytes(1)) batch_ = std::min(batch_, device::EngineSettings{}.most_kept_batch);
    const std::uint64_t room = device::memory().free / 2;
    while (batch_ > 1 && bytes(batch_) > room) batch_ /= 2;
    tallies_.reserve(batch_);
    for (const auto& pass : passes_) pass->reserve(batch_);
  }
  ~DeviceWork() { cudaStreamSynchronize(stream_.get()); }  // before its buffers end

  std::uint64_t batch() const { return batch_; }

  /// Seconds from the work already on the stream to the end of so many batches.
  double seconds(std::uint64_t batches) {
    tallies_.clear(stream_);  // they have 32 bits
    start_.record(stream_);
    for (std::uint64_t i = 0; i < batches; ++i) launch();
    stop_.record(stream_);
    stop_.wait();
    return 1e-3 * stop_.milliseconds_since(start_);
  }

 private:
  static constexpr std::uint64_t memory_share = 8;  ///< tables of costs take 1/8 of what is free
  static constexpr unsigned slot = 0;

  std::uint64_t bytes(std::uint64_t images) const {
    std::uint64_t image = tallies_.bytes_per_image();
    for (const auto& pass : passes_) image += pass->bytes_per_image();
    return device::batch_slots * image * images + tallies_.scratch_bytes(images);
  }
  void launch() {
    tallies_.begin(slot, stream_);
    for (const auto& pass : passes_) pass->launch({{first_, batch_}, slot}, stream_);
    tallies_.end(slot, stream_);
    first_ += batch_;
  }

  device::Stream stream_;
  device::Event start_ = device::Event::timed(), stop_ = device::Event::timed();
  device::TallyTables tallies_;
  device::CellTables tables_;
  std::vector<std::unique_ptr<device::Pass>> passes_;
  std::uint64_t batch_ = 1;
  std::uint64_t first_ = 0;
};

/// Philox alone, as if images were only drawn.
class RawWork {
 public:
  explicit RawWork(const GroupJob& job) : word_(std::size_t{blocks()} * threads) {
    arguments_.source = device::PhiloxSource(job.source);
    arguments_.word = word_.data();
  }
  ~RawWork() { cudaStreamSynchronize(stream_.get()); }

  std::uint64_t batch() const {
    constexpr std::uint64_t rounds = 4, warp = 32;
    return std::min(most_batch(), rounds * word_.size() / warp);
  }
  double seconds(std::uint64_t batches) {
    start_.record(stream_);
    for (std::uint64_t i = 0; i < batches; ++i) {
      arguments_.range = {i * batch(), batch()};
      device::launch(device::draw_raw, blocks(), threads, stream_, arguments_);
    }
    stop_.record(stream_);
    stop_.wait();
    return 1e-3 * stop_.milliseconds_since(start_);
  }

 private:
  static constexpr unsigned threads = 256;

  static unsigned blocks() {
    return device::resident_blocks(reinterpret_cast<const void*>(device::draw_raw), threads, 0,
                                   ~std::uint64_t{0});
  }

  device::Stream stream_;
  device::Event start_ = device::Event::timed(), stop_ = device::Event::timed();
  device::DeviceBuffer<std::uint32_t> word_;
  device::RawArguments arguments_;
};

/// Ranges as a run asks the engine for them, with both slots and all tallies. A batch is what both
/// slots hold.
class EngineWork {
 public:
  explicit EngineWork(const GroupJob& job) : job_(job), runner_(runner()) {
    GroupOptions options;
    options.in_flight = [&](std::uint64_t images) { batch_ = images; };
    runner_(job_, 0, 1, options);
  }

  std::uint64_t batch() const { return batch_; }
  double seconds(std::uint64_t batches) {
    return seconds_of([&] { runner_(job_, 0, batches * batch_, {}); });
  }

 private:
  static GroupRunner runner();

  const GroupJob& job_;
  GroupRunner runner_;
  std::uint64_t batch_ = 1;
};

/// How many batches take a slice. The calls before the last one warm the device up: the first one
/// loads the kernels, and clocks rise.
template <class Work>
std::uint64_t batches_of_slice(Work& work) {
  constexpr double warm_up_slices = 20;
  constexpr std::uint64_t most = 4096;  // launches that a stream may have to queue
  double spent = work.seconds(1), once = 0;
  do {
    once = work.seconds(1);
    spent += once;
  } while (spent < warm_up_slices * slice_seconds());
  const double wanted = std::ceil(slice_seconds() / std::max(once, 1e-9));
  return static_cast<std::uint64_t>(std::clamp<double>(wanted, 1, most));
}

/// The device that a run would take; looked for once.
const device::Choice& gpu() {
  static const device::Choice choice = device::choose(device::Wish{});
  return choice;
}

GroupRunner EngineWork::runner() {
  device::EngineSettings settings;
  settings.most_batch = most_batch();
  return device::device_runner(gpu().devices[0], settings);
}

/// Sets images/s of one core of the CPU that does the same work.
void compare_with_cpu(benchmark::State& state, const CellSetup& setup) {
  Cell& measured = cell(setup);
  const std::uint64_t images = measured.slice(1);
  const double seconds = seconds_of([&] { measured.run(images, 1); }, clock_for(1));
  state.counters["cpu_images_per_s"] = static_cast<double>(images) / seconds;
}

template <class Work>
void measure(benchmark::State& state, const CellSetup& setup) {
  if (gpu().devices.empty()) {
    // bench/run.py leaves the row out because of this word.
    state.SkipWithError(fmt::format("skipped: {}", gpu().why_cpu).c_str());
    return;
  }
  BRINK_CUDA(cudaSetDevice(static_cast<int>(gpu().devices[0].number)));
  const Cell& measured = cell(setup);
  Work work(measured.job());
  const std::uint64_t batches = batches_of_slice(work);
  Pairs pairs;
  for (auto _ : state) {
    const double seconds = work.seconds(batches);
    state.SetIterationTime(seconds);
    pairs.add(seconds, seconds);
  }
  const Amount slice = measured.amount(batches * work.batch());
  report_rates(state, slice, pairs.work());
  compare_with_cpu(state, setup);
  state.counters["batch"] = static_cast<double>(work.batch());
  if (slice.bytes == 0) {  // level counts are drawn, without pixels or words
    report(state, "M images/s", 1e-6 * slice.images / pairs.work(),
           1e-6 * slice.images / pairs.median_work(), {});
    return;
  }
  const double most = ceiling(gpu().devices[0], multiplied_per_clock);
  const double wide = ceiling(gpu().devices[0], multiplied_wide_per_clock);
  state.counters["ceiling_GB_per_s"] = most / 1e9;
  state.counters["ceiling_if_wide_GB_per_s"] = wide / 1e9;
  report(state,
         fmt::format("share of {:.0f} GB/s, the ceiling of {} ({:.0f} where products of 64 bits "
                     "take twice as long)",
                     most / 1e9, gpu().devices[0].name, wide / 1e9),
         slice.bytes / pairs.work() / most, slice.bytes / pairs.median_work() / most, {});
}

template <class Work = DeviceWork>
void add_setup(const std::string& name, const CellSetup& setup) {
  add(fmt::format("gpu/{}/n{}/b{}", name, setup.n, setup.b),
      [setup](benchmark::State& state) { measure<Work>(state, setup); });
}

template <class Work = DeviceWork>
void add_cell(const std::string& name, const std::string& classifier, std::uint32_t n,
              std::uint32_t b, const std::string& sampler = "pixels") {
  CellSetup setup = CellSetup::of({classifier}, n, b);
  setup.sampler = sampler;
  add_setup<Work>(name, setup);
}

const bool registered = [] {
  using namespace classes;
  constexpr std::uint32_t n = 1024;
  add_cell<RawWork>("philox", brightness, n, 1);
  for (const std::uint32_t b : {1, 2, 4, 8, 16}) add_cell("brightness", brightness, n, b);
  add_cell("brightness", brightness, 8, 1);
  add_cell<EngineWork>("engine_brightness", brightness, n, 8);
  CellSetup real = CellSetup::of({brightness}, 64, 8);
  real.p = "[0.5]";
  add_setup("brightness_p0.5", real);
  add_setup<EngineWork>("engine_brightness_p0.5", real);
  add_cell("majority_bit", majority_bit, n, 8);
  for (const std::uint32_t b : {1, 8}) {
    add_cell("halfspace_rademacher", rademacher, n, b);
    add_cell("halfspace_binomial", binomial, n, b);
    add_cell("hamming_ball", hamming_ball, n, b);
  }
  // One draw for four classes.
  for (const std::uint32_t b : {1, 8}) {
    add_setup("four_classes", CellSetup::of({brightness, rademacher, sparse, hamming_ball}, n, b));
  }
  add_cell("multinomial", brightness, 4096, 1, "multinomial");
  add_cell("multinomial", brightness, n, 8, "multinomial");
  add_cell("hash", "type = \"hash\"", 256, 8);
  add_cell("voronoi", "type = \"voronoi\"", 64, 8);
  add_cell("network", "type = \"network\"", 32, 8);
  return true;
}();

}  // namespace
}  // namespace brink::bench
