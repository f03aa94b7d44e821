// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/result/tables/interval_method.hpp"

namespace brink {

IntervalMethod::IntervalMethod(const Config& config)
    : confidence_(config.confidence), name_("clopper_pearson") {
  if (config.sampler == Sampler::exhaustive) name_ = "exact";
  if (!config.stop_half_width) return;
  sequence_.emplace(*config.stop_half_width, config.confidence);
  name_ = "confidence_sequence";
}

Interval IntervalMethod::one(std::uint64_t successes, std::uint64_t trials, bool bracketed) const {
  if (!sequence_) return clopper_pearson(successes, trials, confidence_);
  // A sequence bounds both of its sides together. The two ends of a bracket come from different
  // sequences, so each end gets half of the risk. Each side of a Clopper-Pearson interval has half
  // of it anyway.
  return (*sequence_)(successes, trials, bracketed ? (1 + confidence_) / 2 : confidence_);
}

Interval IntervalMethod::operator()(std::uint64_t certain, std::uint64_t possible,
                                    std::uint64_t trials, bool bracketed) const {
  const Interval low = one(certain, trials, bracketed);
  return {low.lower, possible == certain ? low.upper : one(possible, trials, bracketed).upper};
}

double IntervalMethod::half_width(std::uint64_t successes, std::uint64_t trials,
                                  bool bracketed) const {
  const Interval interval = one(successes, trials, bracketed);
  return (interval.upper - interval.lower) / 2;
}

}  // namespace brink
