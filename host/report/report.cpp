// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/report/report.hpp"

namespace brink {

Report make_report(const Evidence& evidence) {
  if (!evidence.not_uniform.empty()) {
    Report none;
    for (Verdict* const verdict : none.all()) {
      verdict->reason =
          "the images " + evidence.not_uniform + ", and the theorem speaks of uniform ones";
    }
    return none;
  }
  if (evidence.tilted) {
    Report tails;
    for (Verdict* const verdict : tails.all()) {
      verdict->reason = "needs images of whole classes, where the sampler tilted has their strata";
    }
    tails.bound = judge_tails(evidence);
    return tails;
  }
  return {judge_bound(evidence), judge_rate(evidence), judge_bit_depth(evidence),
          judge_columns(evidence)};
}

}  // namespace brink
