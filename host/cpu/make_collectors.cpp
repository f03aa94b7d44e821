// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include <memory>
#include <type_traits>

#include "host/cpu/collector.hpp"
#include "host/cpu/image_collector.hpp"
#include "host/cpu/judge.hpp"
#include "host/cpu/level_collector.hpp"
#include "host/cpu/level_windows.hpp"
#include "host/cpu/pixel_collector.hpp"
#include "host/cpu/weighted_collector.hpp"
#include "host/cpu/weighted_ends.hpp"
#include "host/cpu/weighted_judge.hpp"
#include "host/cpu/weighted_windows.hpp"
#include "host/registry.hpp"

namespace brink {
namespace {

/// Adds cells to collectors, those that see bare levels to a common one.
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
      collectors_.push_back(std::make_unique<PixelCollector>(
          job_.source, cell_job.plan.pixel, cell, judge<Classifier, std::uint32_t>(job_, cell)));
    } else if constexpr (Classifier::statistic == Statistic::image) {
      collectors_.push_back(
          std::make_unique<ImageCollector>(shape(), cell, judge_image<Classifier>(job_, cell)));
    } else {
      const LevelWindows windows = Classifier::windows(cell_job.plan, regimes_);
      LevelCollector::Client client{cell, judge<Classifier, LevelCounts>(job_, cell)};
      if constexpr (Classifier::statistic == Statistic::levels) {
        shared_windows_ = united(shared_windows_, windows);
        if (Classifier::law != ThresholdLaw::upper_half) shared_wants_sum_ = true;
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
      const bool upper_half = shared_windows_.middle_end > 0;
      const auto totals = !upper_half         ? simd::Totals::sum
                          : shared_wants_sum_ ? simd::Totals::both
                                              : simd::Totals::upper_half;
      collectors_.push_back(
          std::make_unique<LevelCollector>(LevelPass(shape(), chosen(shared_windows_), totals),
                                           shape().pixels(), nullptr, std::move(shared_)));
    }
    return std::move(collectors_);
  }

 private:
  const Shape& shape() const { return job_.source.shape; }
  LevelWindows chosen(const LevelWindows& windows) const {
    return every_level_ ? LevelWindows::all(shape().levels()) : windows;
  }
  void add_masked(const CellJob& cell_job, const LevelWindows& windows,
                  LevelCollector::Client client, std::unique_ptr<MaskSource> masks) {
    const std::uint64_t pixels =
        cell_job.weight.empty() ? shape().pixels() : cell_job.weighted_pixels();
    std::vector<LevelCollector::Client> clients;
    clients.push_back(std::move(client));
    collectors_.push_back(
        std::make_unique<LevelCollector>(LevelPass(shape(), chosen(windows), simd::Totals::sum),
                                         pixels, std::move(masks), std::move(clients)));
  }

  void add_weighted(const CellJob& cell_job, std::size_t cell, WeightedCollector::Judge judge) {
    std::optional<WeightedWindows> windows;
    // With a single weight the solver is that of equal steps, which has no such windows.
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
  bool shared_wants_sum_ = false;
};

}  // namespace

std::vector<std::unique_ptr<Collector>> make_collectors(const GroupJob& job,
                                                        const std::vector<std::size_t>& cells,
                                                        bool every_level) {
  Builder builder(job, every_level);
  for (const std::size_t cell : cells) {
    with_classifier(job.cells[cell].config->type,
                    [&](auto classifier) { builder.add<decltype(classifier)>(cell); });
  }
  return builder.finish();
}

}  // namespace brink
