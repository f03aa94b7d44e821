// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <vector>

#include "cuda/classifier/cell_plan.hpp"
#include "cuda/norm.hpp"
#include "cuda/weighted_counts.hpp"
#include "host/config/config.hpp"
#include "host/cpu/prototype_tables.hpp"

namespace brink {

/// One class of a group of cells that see the same images.
struct CellJob {
  const ClassifierConfig* config = nullptr;
  CellPlan plan;
  std::shared_ptr<const PrototypeTables> prototypes;  ///< voronoi: what the plan points to
  std::vector<std::uint32_t> weight;                  ///< [class] distinct |w| above 0, ascending
  std::vector<std::uint64_t> weight_size;             ///< [class] pixels with it
  std::vector<bool> bracket;                          ///< [p] whether the cost is only bracketed

  WeightClasses weight_classes() const {
    return {static_cast<std::uint32_t>(weight.size()), weight.data(), weight_size.data()};
  }
  /// Pixels whose weight is not 0; N for classes without weights.
  std::uint64_t weighted_pixels() const {
    std::uint64_t pixels = 0;
    for (const std::uint64_t size : weight_size) pixels += size;
    return pixels;
  }
};

/// A class at one shape with its tables, `bracket` left to be filled. `weights` are a
/// half-space's: pixels with each |w|. The config must outlive the job.
CellJob make_cell_job(const ClassifierConfig& config, Shape shape, std::int64_t threshold,
                      const std::map<std::uint32_t, std::uint64_t>& weights);

/// Whether the class only brackets its distances at this p (spec, section 3).
bool bracketed(const CellJob& job, Norm norm);

}  // namespace brink
