// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/device/passes/ones_judge.hpp"

#include <stdexcept>

#include "host/cpu/judge.hpp"
#include "host/registry.hpp"

namespace brink::device {

OnesJudge::OnesJudge(const GroupJob& job, const std::vector<std::size_t>& cells)
    : job_(job), cells_(cells) {
  for (const std::size_t cell : cells_) {
    with_classifier(job_->cells[cell].config->judged_as(), [&](auto classifier) {
      using Classifier = decltype(classifier);
      constexpr Statistic seen = Classifier::statistic;
      if constexpr (seen == Statistic::levels || seen == Statistic::caps ||
                    seen == Statistic::centre_differences) {
        judges_.emplace_back(brink::judge<Classifier, LevelCounts>(*job_, cell));
      } else {
        throw std::invalid_argument("a class that sees more than a number of ones");
      }
    });
  }
}

void OnesJudge::judge(std::uint64_t pixels, std::uint64_t ones, std::uint64_t times,
                      std::vector<CellTally>& tallies) const {
  std::uint32_t count[2];
  const LevelCounts counts = two_level_counts(pixels, ones, count);
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    CellTally& tally = tallies[cells_[i]];
    judges_[i](counts, tally, times);
    tally.samples -= times;
  }
}

}  // namespace brink::device
