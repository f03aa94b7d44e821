// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "host/cpu/collector.hpp"

namespace brink::device {

/// A copy of a group's job that outlives the job, for judging on the host at the end. Only
/// CellJob::config still points to the original.
class OwnedJob {
 public:
  explicit OwnedJob(const GroupJob& job);
  OwnedJob(const OwnedJob&) = delete;  // the rules point into it
  OwnedJob& operator=(const OwnedJob&) = delete;

  const GroupJob& operator*() const { return job_; }
  const GroupJob* operator->() const { return &job_; }

 private:
  GroupJob job_;
  std::vector<std::vector<DoubleDouble>> powers_;  ///< [p], where costs are real
};

}  // namespace brink::device
