// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include <memory>
#include <type_traits>

#include "host/cpu/collector.hpp"
#include "host/cpu/judge.hpp"
#include "host/cpu/levels/level_collector.hpp"
#include "host/cpu/levels/level_windows.hpp"
#include "host/cpu/weighted/weighted_collector.hpp"
#include "host/cpu/weighted/weighted_ends.hpp"
#include "host/cpu/weighted/weighted_judge.hpp"
#include "host/cpu/weighted/weighted_windows.hpp"
#include "host/cpu/whole/image_collector.hpp"
#include "host/cpu/whole/pixel_collector.hpp"
#include "host/registry.hpp"

namespace brink {
namespace {

/// Adds cells to collectors. Cells that count the levels as they are share one collector.
class Builder {
 public:
  Builder(const GroupJob& job, bool every_level)
      : job_(job), every_level_(every_level), regimes_(regimes_of(job.rules)) {
    shared_windows_.high = job.source.shape.levels();
  }

  template <class Classifier>
  void add(std::size_t cell) {
    const CellJob& cell_job = job_.cells[cell];
    if constexpr (Classifier::statistic == Statistic::one_pixel) {
      add_pixels(cell, [judge = judge<Classifier, std::uint32_t>(job_, cell), source = job_.source,
                        j = cell_job.plan.pixel](std::uint64_t image, CellTally& tally) mutable {
        return judge(source.level(image, j), tally);
      });
    } else if constexpr (Classifier::statistic == Statistic::two_pixels) {
      add_pixels(cell, [judge = judge<Classifier, LevelPair>(job_, cell), source = job_.source,
                        plan = cell_job.plan](std::uint64_t image, CellTally& tally) mutable {
        LevelPair levels{source.level(image, plan.pixel), 0};
        if (plan.shape.pixels() > 1) levels.second = source.level(image, second_pixel(plan));
        return judge(levels, tally);
      });
    } else if constexpr (Classifier::statistic == Statistic::image) {
      collectors_.push_back(
          std::make_unique<ImageCollector>(shape(), cell, judge_image<Classifier>(job_, cell)));
    } else {
      CellPlan counting = cell_job.plan;
      counting.shape = shape_of_counting(shape(), counted_pixels(cell_job));
      const LevelWindows windows = Classifier::windows(counting, regimes_);
      LevelCollector::Client client{cell, judge<Classifier, LevelCounts>(job_, cell)};
      if constexpr (Classifier::statistic == Statistic::levels) {
        shared_windows_ = united(shared_windows_, windows);
        bool& wants = Classifier::total == LevelTotal::sum ? wants_sum_ : wants_upper_half_;
        wants = true;
        shared_.push_back(std::move(client));
      } else if constexpr (Classifier::statistic == Statistic::centre_differences) {
        add_masked(cell_job, windows, std::move(client), centre_masks(*cell_job.config, shape()));
      } else if (weight_rule(*cell_job.config).unit()) {
        add_masked(cell_job, windows, std::move(client), cap_masks(*cell_job.config, shape()));
      } else {
        if constexpr (Classifier::statistic == Statistic::caps) {
          add_weighted(cell_job, cell, WeightedJudge(job_, cell));
        }
      }
    }
  }

  std::vector<std::unique_ptr<Collector>> finish() {
    if (!shared_.empty()) {
      const auto totals = !wants_upper_half_ ? simd::Totals::sum
                          : wants_sum_       ? simd::Totals::both
                                             : simd::Totals::upper_half;
      collectors_.push_back(
          std::make_unique<LevelCollector>(LevelCounter(shape(), chosen(shared_windows_), totals),
                                           shape().pixels(), nullptr, std::move(shared_)));
    }
    return std::move(collectors_);
  }

 private:
  const Shape& shape() const { return job_.source.shape; }
  LevelWindows chosen(const LevelWindows& windows) const {
    return every_level_ ? LevelWindows::all(shape().levels()) : windows;
  }
  /// Pixels of weight 0 do not count.
  std::uint64_t counted_pixels(const CellJob& cell_job) const {
    return cell_job.weight.empty() ? shape().pixels() : cell_job.weighted_pixels();
  }
  void add_pixels(std::size_t cell, PixelCollector::Judge judge) {
    collectors_.push_back(std::make_unique<PixelCollector>(cell, std::move(judge)));
  }
  void add_masked(const CellJob& cell_job, const LevelWindows& windows,
                  LevelCollector::Client client, std::unique_ptr<MaskSource> masks) {
    const std::uint64_t pixels = counted_pixels(cell_job);
    std::vector<LevelCollector::Client> clients;
    clients.push_back(std::move(client));
    collectors_.push_back(std::make_unique<LevelCollector>(
        LevelCounter(shape(), chosen(windows), simd::Totals::sum, pixels), pixels, std::move(masks),
        std::move(clients)));
  }

  void add_weighted(const CellJob& cell_job, std::size_t cell, WeightedCollector::Judge judge) {
    std::optional<WeightedWindows> windows;
    // With a single weight the solver is that of equal steps, which does not know such windows.
    if (!every_level_ && cell_job.weight.size() > 1 && WeightPreparation::possible(cell_job)) {
      windows = weighted_windows(cell_job, job_.rules);
    }
    if (windows) {
      collectors_.push_back(
          std::make_unique<WeightedEnds>(cell_job, cell, *windows, std::move(judge)));
    } else {
      collectors_.push_back(std::make_unique<WeightedCollector>(cell_job, cell, std::move(judge)));
    }
  }

  const GroupJob& job_;
  bool every_level_;
  Regimes regimes_;
  std::vector<std::unique_ptr<Collector>> collectors_;
  std::vector<LevelCollector::Client> shared_;
  LevelWindows shared_windows_;
  bool wants_sum_ = false;         ///< some cell of shared_ does
  bool wants_upper_half_ = false;  ///< the same
};

}  // namespace

std::vector<std::unique_ptr<Collector>> make_collectors(const GroupJob& job,
                                                        const std::vector<std::size_t>& cells,
                                                        bool every_level) {
  Builder builder(job, every_level);
  for (const std::size_t cell : cells) {
    with_classifier(job.cells[cell].config->judged_as(),
                    [&](auto classifier) { builder.add<decltype(classifier)>(cell); });
  }
  return builder.finish();
}

}  // namespace brink
