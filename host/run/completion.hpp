// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "host/run/group_plan.hpp"
#include "host/run/group_run.hpp"
#include "host/run/progress.hpp"
#include "host/run/runner.hpp"
#include "host/run/slice_pacer.hpp"

namespace brink {

/// Computes what is missing of one shape's cells, slice by slice.
class Completion {
 public:
  /// @param places where the shape's cells lie in `results`, by classifier
  /// @param first_found called once, when the shape's cells first hold something new
  /// @throw Error(Exit::bad_file) where what they hold does not belong to the plan
  Completion(Results& results, std::vector<std::size_t> places, const GroupPlan& plan,
             const RunOptions& options, Progress& progress, std::function<void()> first_found);

  /// False if cancelled; what was drawn until then is in the results.
  bool run();

 private:
  /// False if cancelled.
  bool draw_slice();
  /// Brings the results up to date.
  void publish();

  Results& results_;
  std::vector<std::size_t> places_;
  const GroupPlan& plan_;
  const RunOptions& options_;
  Progress& progress_;
  std::function<void()> first_found_;
  GroupRun run_;
  SlicePacer pacer_;
};

}  // namespace brink
