// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/device/group_key.hpp"

namespace brink::device {

GroupKey::GroupKey(const GroupJob& job)
    : n_(job.source.shape.n),
      h_(job.source.shape.h),
      b_(job.source.shape.b),
      seed_(job.source.seed),
      exhaustive_(job.source.exhaustive),
      multinomial_(job.multinomial),
      counts_(job.counts),
      distribution_(job.source.distribution) {
  if (job.images) images_ = job.images->sha256;
  for (const CostRule& rule : job.rules) p_.push_back(rule.norm.p);
  for (const auto& grid : job.grids) grids_.push_back(*grid);
  for (const CellJob& cell : job.cells) {
    cells_.push_back({*cell.config, cell.plan.threshold, cell.bracket});
  }
}

}  // namespace brink::device
