// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "cuda/classifier/network/plan.hpp"

namespace brink {

/// The weights of a network at one shape, and the bounds on its steps. The result of plan()
/// points into this object.
class NetworkTables {
 public:
  NetworkTables(const NetworkDesign& design, std::uint64_t seed);
  NetworkTables(const NetworkTables&) = delete;  // plan() would point into the original
  NetworkTables& operator=(const NetworkTables&) = delete;

  NetworkPlan plan() const { return plan_; }

 private:
  void bound_steps();

  std::vector<std::int32_t> weight_, readout_;
  std::vector<std::uint32_t> bound_;  ///< [class], see WeightClasses
  std::vector<std::uint64_t> bound_pixels_;
  std::vector<std::uint32_t> count_, present_, present_begin_;
  NetworkPlan plan_;
};

}  // namespace brink
