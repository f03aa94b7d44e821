// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <mutex>

#include "cuda/shape.hpp"

namespace brink {

/// For 1 < p < inf: within `reach` steps (S^(1/p)) every class of coverage v keeps
///
///   P(x in C, S^(1/p) > reach) <= e + Phi(Phi^-1(v) - D),  e = Phi(-D)/256,
///
/// for every D of a fixed grid whose reach is that small (docs/theory.md#mixed). The reach of a D
/// does not depend on v, so the cells of a shape share it. Several threads may share this object.
/// Each reach is computed once, and does not depend on earlier ones.
class MixedIsoperimetry {
 public:
  MixedIsoperimetry(const Shape& shape, double p);

  /// log of the share of a class that can stay. It is 0 where nothing is claimed, and any number
  /// that is not below `useful` where the bound is weaker than that.
  /// @param v the coverage, or 1/2 for every v up to it
  /// @param least_v at most the coverage; > 0
  double log_robust(double reach, double v, double least_v, double useful) const;

  /// Whether log_robust() is below `useful`. Only one reach is computed for that.
  bool leaves_less(double reach, double v, double least_v, double useful) const;

 private:
  int last_within(double reach, int first) const;
  double reach_of(int index) const;
  double least_reach_of(int index) const;
  double computed_reach(double distance) const;
  double least_reach(double distance) const;

  double pixels_;
  std::uint32_t top_;
  double p_;
  mutable std::mutex mutex_;
  mutable std::map<int, double> reaches_, least_reaches_;
};

}  // namespace brink
