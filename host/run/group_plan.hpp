// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "host/config/config.hpp"
#include "host/config/images_per_cell.hpp"
#include "host/cpu/group.hpp"
#include "host/result/results.hpp"

namespace brink {

/// The tables of j^p that a run needs, made once for each p and bit depth.
class PowerTables {
 public:
  const DoubleDouble* at(double p, std::uint32_t b);

 private:
  std::map<std::pair<double, std::uint32_t>, std::vector<DoubleDouble>> tables_;
};

/// All cells of one shape, ready to run.
struct GroupPlan {
  GroupJob job;                      ///< cells in the config's order of classifiers
  std::vector<CellClass> built;      ///< [classifier]
  std::vector<std::string> methods;  ///< [classifier] how the threshold is known
};

/// `config` and `tables` must outlive the plan.
GroupPlan plan_group(const Config& config, Shape shape, PowerTables& tables);

}  // namespace brink
