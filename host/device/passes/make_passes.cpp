// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/device/passes/make_passes.hpp"

#include <utility>

#include "host/cpu/draw/weight_stream.hpp"
#include "host/device/passes/count_pass.hpp"
#include "host/device/passes/counts_pass.hpp"
#include "host/device/passes/image_pass.hpp"
#include "host/device/passes/level_pass.hpp"
#include "host/device/passes/pixel_pass.hpp"
#include "host/device/passes/weighted_pass.hpp"
#include "host/registry.hpp"

namespace brink::device {
namespace {

/// The cells of each kind of counts, by their places in the job.
struct Kinds {
  std::vector<std::size_t> pixel, pixel_pair, level, weighted, image;
};

Kinds kinds_of(const GroupJob& job) {
  Kinds kinds;
  for (std::size_t cell = 0; cell < job.cells.size(); ++cell) {
    const ClassifierConfig& config = *job.cells[cell].config;
    with_classifier(config.judged_as(), [&](auto classifier) {
      switch (decltype(classifier)::statistic) {
        case Statistic::one_pixel:
          kinds.pixel.push_back(cell);
          break;
        case Statistic::two_pixels:
          kinds.pixel_pair.push_back(cell);
          break;
        case Statistic::image:
          kinds.image.push_back(cell);
          break;
        case Statistic::levels:
        case Statistic::centre_differences:
          kinds.level.push_back(cell);
          break;
        case Statistic::caps:
          (weight_rule(config).unit() ? kinds.level : kinds.weighted).push_back(cell);
          break;
      }
    });
  }
  return kinds;
}

std::vector<std::size_t> all_cells(const GroupJob& job) {
  std::vector<std::size_t> cells(job.cells.size());
  for (std::size_t cell = 0; cell < cells.size(); ++cell) cells[cell] = cell;
  return cells;
}

}  // namespace

std::vector<std::unique_ptr<Pass>> make_passes(const GroupJob& job, CellTables& tables) {
  std::vector<std::unique_ptr<Pass>> passes;
  if (job.counts) {
    passes.push_back(make_counts_pass(job, all_cells(job), tables));
    return passes;
  }
  if (job.multinomial) {
    passes.push_back(make_count_pass(job, all_cells(job), tables));
    return passes;
  }
  const Kinds kinds = kinds_of(job);
  if (!kinds.pixel.empty()) passes.push_back(make_pixel_pass(job, kinds.pixel, tables));
  if (!kinds.pixel_pair.empty()) {
    passes.push_back(make_pixel_pair_pass(job, kinds.pixel_pair, tables));
  }
  if (!kinds.level.empty()) {
    for (auto& pass : make_level_passes(job, kinds.level, tables)) {
      passes.push_back(std::move(pass));
    }
  }
  if (!kinds.weighted.empty()) passes.push_back(make_weighted_pass(job, kinds.weighted, tables));
  if (!kinds.image.empty()) passes.push_back(make_image_pass(job, kinds.image, tables));
  return passes;
}

}  // namespace brink::device
