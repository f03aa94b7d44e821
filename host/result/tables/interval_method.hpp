// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "host/config/config.hpp"
#include "host/theory/confidence_sequence.hpp"

namespace brink {

/// How the intervals of a file are made: Clopper-Pearson where the number of
/// images was fixed beforehand, a confidence sequence where [stop] looked at them
/// to choose it. Every interval misses with a probability of at most 1 - confidence.
class IntervalMethod {
 public:
  explicit IntervalMethod(const Config& config);

  /// For the file: "clopper_pearson", "confidence_sequence", or "exact" of an
  /// enumeration, whose finished cells need none.
  const char* name() const { return name_; }

  /// Of the share of `trials` that is `certain` at least and `possible` at most.
  ///
  /// @param bracketed whether the two may differ: by the class, not by these counts
  Interval operator()(std::uint64_t certain, std::uint64_t possible, std::uint64_t trials,
                      bool bracketed) const;

  /// A lower end of one share that is above it once in 10^12.
  double certain(std::uint64_t successes, std::uint64_t trials) const {
    return certain_share(successes, trials, sequence_);
  }

  /// The half-width of the interval of one share alone: of a bracket's ends each
  /// gets narrow, while the gap between them stays.
  double half_width(std::uint64_t successes, std::uint64_t trials, bool bracketed) const;

 private:
  Interval one(std::uint64_t successes, std::uint64_t trials, bool bracketed) const;

  double confidence_;
  std::optional<ConfidenceSequence> sequence_;
  const char* name_;
};

}  // namespace brink
