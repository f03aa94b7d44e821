// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/device/passes/counts_pass.hpp"

#include <algorithm>
#include <deque>
#include <functional>
#include <stdexcept>
#include <utility>

#include "cuda/kernel/draw_groups.hpp"
#include "cuda/solver/weight_cursors.hpp"
#include "host/cpu/draw/counts_words.hpp"
#include "host/cpu/draw/drawn_counts.hpp"
#include "host/cpu/draw/weight_stream.hpp"
#include "host/device/passes/device_hat.hpp"
#include "host/device/passes/owned_job.hpp"
#include "host/device/runtime/buffer.hpp"
#include "host/device/runtime/launch.hpp"
#include "host/registry.hpp"
#include "host/sampler/cap_windows.hpp"

namespace brink::device {
namespace {

constexpr unsigned pixel_threads = 256;
/// Images for each thread of a full device. With that many, a launch is short beside its work.
constexpr std::uint64_t images_per_thread = 4;
/// Cursors of all solving threads of one slot. They should stay in a second-level cache.
constexpr std::uint64_t most_cursor_bytes = 32 << 20;

template <class Arguments>
unsigned blocks_for(void (*kernel)(Arguments), unsigned threads, std::uint64_t images,
                    std::uint64_t shared_bytes = 0) {
  const std::uint64_t wanted = std::max<std::uint64_t>(1, (images + threads - 1) / threads);
  return resident_blocks(reinterpret_cast<const void*>(kernel), threads, shared_bytes, wanted);
}

/// What one slot has for one class.
struct Slot {
  DeviceBuffer<std::uint32_t> count, upper_half, listed_count;
  DeviceBuffer<std::uint64_t> caps;
  DeviceBuffer<std::uint32_t> steps;
  DeviceBuffer<std::uint64_t> able;
  DeviceBuffer<std::uint64_t> undecided;
  DeviceBuffer<std::uint32_t> undecided_count{1};
  std::uint64_t first_image = 0;  ///< of the batch that is in work
};

/// One class: how its counts are drawn and judged.
struct Client {
  enum class Kind { levels, weights, pixels };

  std::size_t cell = 0;
  Kind kind = Kind::levels;
  bool two_pixels = false;
  CountsSource source;
  SlotCells cells;
  std::vector<PixelGroup> groups;
  DeviceBuffer<PixelGroup> groups_on_device;
  std::vector<CapWindows> windows;
  DeviceBuffer<CapWindows> windows_on_device;
  DeviceBuffer<std::uint32_t> weight;
  DeviceBuffer<std::uint64_t> weight_size;
  DrawnImages drawn;
  /// The cost of an image at one p, from windows as wide as it needs.
  std::function<CostBracket(std::uint64_t image, std::size_t p)> refine;
  Slot slot[batch_slots];

  std::uint32_t items() const { return std::max(1u, cells.slot[0].items()); }
  WeightClasses classes() const {
    return {static_cast<std::uint32_t>(windows.size()), weight.data(), weight_size.data()};
  }
  /// Blocks of solve_groups for each item.
  unsigned blocks_of_item() const {
    const std::uint64_t block_bytes = LaneCursors::size(drawn_threads, classes().classes) *
                                      (sizeof(std::uint32_t) + sizeof(std::uint64_t));
    const std::uint64_t blocks =
        std::min<std::uint64_t>(blocks_for(solve_groups, drawn_threads, ~std::uint64_t{0} / 2),
                                most_cursor_bytes / std::max<std::uint64_t>(1, block_bytes));
    return static_cast<unsigned>(std::max<std::uint64_t>(1, blocks / items()));
  }
  std::uint64_t bytes_per_image() const {
    if (kind == Kind::pixels) return 0;
    constexpr std::uint64_t upper_half_and_listed = 2 * sizeof(std::uint32_t);
    return drawn.places * sizeof(std::uint32_t) + groups.size() * sizeof(std::uint64_t) +
           upper_half_and_listed + items() * sizeof(std::uint64_t);
  }
};

template <class Classifier, class Drawn>
auto refiner(const GroupJob& job, std::size_t cell, Drawn made) {
  return [&job, cell, drawn = std::make_shared<Drawn>(std::move(made))](std::uint64_t image,
                                                                        std::size_t p) {
    const CellPlan& plan = job.cells[cell].plan;
    for (auto counts = drawn->draw(image);; counts = drawn->widen()) {
      const Solved solved =
          Classifier::cost(plan, counts, Classifier::score(plan, counts), job.rules[p]);
      if (solved.known) return solved.cost;
    }
  };
}

class CountsPass : public Pass {
 public:
  CountsPass(const GroupJob& job, const std::vector<std::size_t>& cells, CellTables& tables)
      : job_(job), found_(job.tallies()) {
    for (const std::size_t cell : cells) {
      clients_.emplace_back();
      Client& client = clients_.back();
      client.cell = cell;
      client.cells = tables.cells({cell});
      const std::uint64_t key =
          counts_key(shape(), job.source.seed, std::string_view(job.cells[cell].config->name));
      client.source = {shape(), PhiloxKeys(key), hat_.get()};
      with_classifier(job.cells[cell].config->type, [&](auto classifier) {
        prepare<decltype(classifier)>(client, weight_rule(*job.cells[cell].config).unit(), key);
      });
    }
  }

  std::uint64_t bytes_per_image() const override {
    std::uint64_t bytes = 0;
    for (const Client& client : clients_) bytes += client.bytes_per_image();
    return bytes;
  }
  std::uint64_t preferred_batch() const override {
    return images_per_thread * drawn_threads *
           blocks_for(draw_groups, drawn_threads, ~std::uint64_t{0} / 2, walk_bytes);
  }
  void reserve(std::uint64_t images) override {
    for (Client& client : clients_) {
      if (client.kind == Client::Kind::pixels) continue;
      const std::uint64_t lanes =
          std::uint64_t{client.blocks_of_item()} * client.items() * drawn_threads;
      const std::uint64_t cursors = LaneCursors::size(lanes, client.classes().classes);
      for (Slot& slot : client.slot) {
        slot.count = DeviceBuffer<std::uint32_t>(images * client.drawn.places);
        slot.upper_half = DeviceBuffer<std::uint32_t>(images);
        slot.listed_count = DeviceBuffer<std::uint32_t>(images);
        slot.caps = DeviceBuffer<std::uint64_t>(images * client.groups.size());
        slot.undecided = DeviceBuffer<std::uint64_t>(images * client.items());
        slot.steps = DeviceBuffer<std::uint32_t>(cursors);
        slot.able = DeviceBuffer<std::uint64_t>(cursors);
        slot.undecided_count.clear(stream_);
      }
    }
    stream_.synchronize();
  }

  void launch(const Batch& batch, const Stream& stream) override {
    for (Client& client : clients_) {
      if (client.kind == Client::Kind::pixels) {
        launch_pixels(client, batch, stream);
      } else {
        refine_undecided(client, client.slot[batch.slot], stream);
        launch_counts(client, batch, stream);
      }
    }
  }

  void finish(std::vector<CellTally>& tallies) override {
    for (Client& client : clients_) {
      if (client.kind == Client::Kind::pixels) continue;
      for (Slot& slot : client.slot) refine_undecided(client, slot, stream_);
    }
    stream_.synchronize();  // the streams of the next range count in the same lists
    for (std::size_t cell = 0; cell < found_.size(); ++cell) {
      tallies[cell].add(std::exchange(found_[cell], CellTally(job_->grids)));
    }
  }

 private:
  static constexpr std::uint64_t walk_bytes =
      std::uint64_t{drawn_threads} * walk_words * sizeof(std::uint32_t);

  const Shape& shape() const { return job_->source.shape; }

  template <class Classifier>
  void prepare(Client& client, bool unit, std::uint64_t key) {
    constexpr Statistic statistic = Classifier::statistic;
    if constexpr (statistic == Statistic::image) {
      throw std::invalid_argument("the sampler counts draws counts only");
    } else if constexpr (statistic == Statistic::one_pixel || statistic == Statistic::two_pixels) {
      client.kind = Client::Kind::pixels;
      client.two_pixels = statistic == Statistic::two_pixels;
    } else {
      if constexpr (statistic == Statistic::caps) {
        if (!unit) return prepare_weights<Classifier>(client, key);
      }
      const std::uint64_t pixels = statistic == Statistic::caps
                                       ? job_->cells[client.cell].weighted_pixels()
                                       : shape().pixels();
      bool sum = statistic == Statistic::caps;
      if constexpr (statistic == Statistic::levels) sum = Classifier::total == LevelTotal::sum;
      const LevelWindows windows = Classifier::drawn_windows(shape(), pixels);
      client.groups = {{static_cast<std::uint32_t>(pixels), windows, 0}};
      client.drawn.listed = counts_listed(shape(), pixels);
      client.drawn.places = client.drawn.listed ? ListSink::most(pixels)
                                                : CountSink::places(windows, shape().levels());
      client.refine =
          refiner<Classifier>(*job_, client.cell, DrawnLevels(shape(), key, pixels, windows, sum));
      finish_groups(client, sum);
    }
  }

  template <class Classifier>
  void prepare_weights(Client& client, std::uint64_t key) {
    const CellJob& cell = job_->cells[client.cell];
    const WeightClasses classes = cell.weight_classes();
    client.kind = Client::Kind::weights;
    client.windows = cap_windows(shape(), classes);
    for (std::uint32_t c = 0; c < classes.classes; ++c) {
      const CapWindows& own = client.windows[c];
      client.groups.push_back(
          {static_cast<std::uint32_t>(classes.size[c]), {own.low, 0, 0, own.high}, own.first});
      client.drawn.places += own.size(shape().levels());
    }
    client.windows_on_device = DeviceBuffer<CapWindows>(client.windows);
    client.weight = DeviceBuffer<std::uint32_t>(cell.weight);
    client.weight_size = DeviceBuffer<std::uint64_t>(cell.weight_size);
    client.refine = refiner<Classifier>(*job_, client.cell,
                                        DrawnWeights(shape(), key, classes, client.windows));
    finish_groups(client, true);
  }

  void finish_groups(Client& client, bool sum) {
    client.groups_on_device = DeviceBuffer<PixelGroup>(client.groups);
    client.drawn.group = client.groups_on_device.data();
    client.drawn.groups = static_cast<std::uint32_t>(client.groups.size());
    client.drawn.sum = sum;
  }

  static void launch_pixels(const Client& client, const Batch& batch, const Stream& stream) {
    const JudgeDrawnPixelsArguments arguments{client.source, batch.range,
                                              client.cells.slot[batch.slot], client.two_pixels};
    device::launch(judge_drawn_pixels,
                   blocks_for(judge_drawn_pixels, pixel_threads, batch.range.images), pixel_threads,
                   stream, arguments);
  }

  static void launch_counts(Client& client, const Batch& batch, const Stream& stream) {
    Slot& slot = client.slot[batch.slot];
    slot.first_image = batch.range.first;
    const std::uint64_t images = batch.range.images;
    DrawnImages drawn = client.drawn;
    drawn.count = slot.count.data();
    drawn.caps = slot.caps.data();
    drawn.upper_half = slot.upper_half.data();
    drawn.listed_count = slot.listed_count.data();
    device::launch(draw_groups, blocks_for(draw_groups, drawn_threads, images, walk_bytes),
                   drawn_threads, stream, DrawGroupsArguments{client.source, batch.range, drawn},
                   walk_bytes);
    JudgeDrawnArguments judging;
    judging.cells = client.cells.slot[batch.slot];
    judging.shape = client.source.shape;
    judging.range = batch.range;
    judging.drawn = drawn;
    judging.undecided = {slot.undecided.data(), slot.undecided_count.data()};
    if (client.kind == Client::Kind::levels) {
      device::launch(judge_drawn_levels, blocks_for(judge_drawn_levels, drawn_threads, images),
                     drawn_threads, stream, judging);
      return;
    }
    judging.classes = client.classes();
    judging.windows = client.windows_on_device.data();
    judging.steps = slot.steps.data();
    judging.able = slot.able.data();
    const std::uint64_t wanted = (images + drawn_threads - 1) / drawn_threads;
    const auto blocks =
        static_cast<unsigned>(std::min<std::uint64_t>(client.blocks_of_item(), wanted));
    device::launch(solve_groups, blocks * client.items(), drawn_threads, stream, judging);
  }

  /// Solves what the last batch of a slot left open.
  void refine_undecided(Client& client, Slot& slot, const Stream& stream) {
    const std::uint32_t count = slot.undecided_count.read(stream, 1)[0];
    if (count == 0) return;
    const std::uint32_t items = client.items();
    for (const std::uint64_t entry : slot.undecided.read(stream, count)) {
      const std::size_t p = entry % items;
      const CostBracket cost = client.refine(slot.first_image + entry / items, p);
      CellTally& tally = found_[client.cell];
      tally.upper[p].add(cost.upper);
      if (job_->cells[client.cell].bracket[p]) tally.lower[p].add(cost.lower);
    }
    slot.undecided_count.clear(stream);
  }

  OwnedJob job_;
  DeviceHat hat_;
  Stream stream_;
  std::vector<CellTally> found_;  ///< [cell] costs solved on the host
  std::deque<Client> clients_;
};

}  // namespace

std::unique_ptr<Pass> make_counts_pass(const GroupJob& job, const std::vector<std::size_t>& cells,
                                       CellTables& tables) {
  return std::make_unique<CountsPass>(job, cells, tables);
}

}  // namespace brink::device
