// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "host/config/config.hpp"
#include "host/theory/confidence_sequence.hpp"

namespace brink {

/// How the intervals of a file are made. Where the number of images was fixed beforehand they are
/// Clopper and Pearson's. Where [stop] looked at the images to choose it, they come from a
/// confidence sequence. Every interval misses with a probability of at most 1 - confidence.
class IntervalMethod {
 public:
  explicit IntervalMethod(const Config& config);

  /// The name in the file: "clopper_pearson", "confidence_sequence", or "exact" for an enumeration,
  /// whose finished cells need no interval.
  const char* name() const { return name_; }

  /// The interval of a share of `trials` of which `certain` is the least and `possible` the most.
  ///
  /// @param bracketed whether the two may differ; the class decides that, and not these counts
  Interval operator()(std::uint64_t certain, std::uint64_t possible, std::uint64_t trials,
                      bool bracketed) const;

  /// A lower end of one share that is above the true share once in 10^12.
  double certain(std::uint64_t successes, std::uint64_t trials) const {
    return certain_share(successes, trials, sequence_);
  }

  /// The half-width of the interval of one share alone. The interval of each end of a bracket
  /// becomes narrow, and the gap between the ends stays.
  double half_width(std::uint64_t successes, std::uint64_t trials, bool bracketed) const;

 private:
  Interval one(std::uint64_t successes, std::uint64_t trials, bool bracketed) const;

  double confidence_;
  std::optional<ConfidenceSequence> sequence_;
  const char* name_;
};

}  // namespace brink
