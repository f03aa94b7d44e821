// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/device/passes/owned_job.hpp"

namespace brink::device {

OwnedJob::OwnedJob(const GroupJob& job) : job_(job), powers_(job.rules.size()) {
  for (std::size_t p = 0; p < job_.rules.size(); ++p) {
    CostRule& rule = job_.rules[p];
    if (rule.powers == nullptr) continue;
    powers_[p].assign(rule.powers, rule.powers + job.source.shape.levels());
    rule.powers = powers_[p].data();
  }
}

}  // namespace brink::device
