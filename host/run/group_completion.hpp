// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "host/run/group_job.hpp"
#include "host/run/group_state.hpp"
#include "host/run/lookout.hpp"
#include "host/run/progress.hpp"
#include "host/run/runner.hpp"
#include "host/run/slice_pacer.hpp"

namespace brink {

/// Computes what is missing of one shape's cells, slice by slice.
class GroupCompletion {
 public:
  /// @param places where the shape's cells lie in `results`, by classifier
  /// @param first_found called once, when the shape's cells first hold something new
  /// @throw Error(Exit::bad_file) where what they hold does not belong to the group
  GroupCompletion(Results& results, std::vector<std::size_t> places, const GroupJob& group,
                  const RunOptions& options, Progress& progress, Lookout& lookout,
                  std::function<void()> first_found);
  GroupCompletion(const GroupCompletion&) = delete;
  GroupCompletion& operator=(const GroupCompletion&) = delete;
  ~GroupCompletion() { lookout_.set_update(nullptr); }

  /// Returns false if the run was cancelled. The results contain what was drawn until then.
  bool run();

 private:
  /// Returns false if the run was cancelled.
  bool draw_slice();
  /// Brings the results up to date. The caller must hold the lock of the lookout.
  void publish();

  Results& results_;
  std::vector<std::size_t> places_;
  const GroupJob& group_;
  const RunOptions& options_;
  Progress& progress_;
  Lookout& lookout_;
  std::function<void()> first_found_;
  GroupState state_;
  SlicePacer pacer_;
  bool drawn_ = false;  ///< whether the results lack something that was drawn
};

}  // namespace brink
