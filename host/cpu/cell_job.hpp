// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "cuda/classifier/cell_plan.hpp"
#include "cuda/weighted_counts.hpp"
#include "host/config/config.hpp"
#include "host/core/cell_class.hpp"
#include "host/cpu/draw/linear_tables.hpp"
#include "host/cpu/draw/network_tables.hpp"
#include "host/cpu/draw/prototype_tables.hpp"
#include "host/cpu/draw/table_tables.hpp"
#include "host/cpu/draw/tilt_draw.hpp"

namespace brink {

/// One class of a group of cells that see the same images.
struct CellJob {
  const ClassifierConfig* config = nullptr;
  CellPlan plan;
  CellClass built;                                    ///< what results keep of the class
  std::string method;                                 ///< how threshold and coverage are known
  std::shared_ptr<const PrototypeTables> prototypes;  ///< voronoi: what the plan points to
  std::shared_ptr<const NetworkTables> network;       ///< network: the same
  std::shared_ptr<const LinearTables> linear;         ///< linear: the same
  std::shared_ptr<const TableTables> table;           ///< table: the same
  std::vector<std::uint32_t> weight;                  ///< [class] distinct |w| above 0, ascending
  std::vector<std::uint64_t> weight_size;             ///< [class] pixels with this |w|
  std::shared_ptr<const Tilt> tilt;                   ///< of a stratum
  std::vector<bool> bracket;                          ///< [p] whether the cost is only bracketed

  WeightClasses weight_classes() const {
    return {static_cast<std::uint32_t>(weight.size()), weight.data(), weight_size.data()};
  }
  /// How many pixels have a weight that is not 0; N for classes without weights.
  std::uint64_t weighted_pixels() const {
    std::uint64_t pixels = 0;
    for (const std::uint64_t size : weight_size) pixels += size;
    return pixels;
  }
};

}  // namespace brink
