// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/device/passes/level_work.hpp"

#include "host/cpu/levels/level_windows.hpp"
#include "host/registry.hpp"

namespace brink::device {
namespace {

LevelClients masked(const GroupJob& job, std::size_t cell, LevelWindows windows,
                    DeviceMasks masks) {
  const CellJob& cell_job = job.cells[cell];
  LevelClients clients;
  clients.cells = {cell};
  clients.windows = windows;
  clients.pixels = cell_job.weight.empty() ? job.source.shape.pixels() : cell_job.weighted_pixels();
  clients.masks = std::move(masks);
  return clients;
}

}  // namespace

std::vector<LevelClients> level_clients(const GroupJob& job,
                                        const std::vector<std::size_t>& cells) {
  const Shape shape = job.source.shape;
  const Regimes regimes = regimes_of(job.rules);
  std::vector<LevelClients> all;
  LevelClients bare;
  bare.windows.high = shape.levels();
  bare.pixels = shape.pixels();
  for (const std::size_t cell : cells) {
    const CellJob& cell_job = job.cells[cell];
    with_classifier(cell_job.config->judged_as(), [&](auto classifier) {
      using Classifier = decltype(classifier);
      constexpr Statistic seen = Classifier::statistic;
      if constexpr (seen == Statistic::levels) {
        bare.windows = united(bare.windows, Classifier::windows(cell_job.plan, regimes));
        bare.cells.push_back(cell);
        if (Classifier::total == LevelTotal::upper_half) bare.upper_half = true;
      } else if constexpr (seen == Statistic::caps) {
        all.push_back(masked(job, cell, Classifier::windows(cell_job.plan, regimes),
                             DeviceMasks::of_caps(*cell_job.config, shape)));
      } else if constexpr (seen == Statistic::centre_differences) {
        all.push_back(masked(job, cell, Classifier::windows(cell_job.plan, regimes),
                             DeviceMasks::of_centre(*cell_job.config, shape)));
      }
    });
  }
  if (!bare.cells.empty()) all.push_back(std::move(bare));
  return all;
}

}  // namespace brink::device
