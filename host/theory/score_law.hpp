// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace brink {

class ScoreTail;  // score_tail.hpp

/// How many pixels of an image carry one |weight|.
struct WeightCount {
  std::uint32_t weight;
  std::uint64_t count;

  bool operator==(const WeightCount&) const = default;
};

/// The law of a score s = sum over classes (weight m, count k) of
/// sum_{i=1..k} m (2 x_i - (q-1)), the x_i independent and uniform on 0..q-1
/// (docs/spec/classes.md#thresholds). The law is symmetric, so the signs of the weights do not
/// matter. Once built it is immutable, and several threads may share it.
class ScoreLaw {
 public:
  /// @param levels  q, a power of two in 2..65536
  /// @param weights fewer than 2^32 pixels in all, weights up to 1023; weight 0 is ignored, equal
  /// weights are added; without any weight s = 0 always
  /// @throw std::invalid_argument outside these ranges
  ScoreLaw(std::uint32_t levels, std::vector<WeightCount> weights);

  /// P(s > threshold), exact or to 1e-15 absolutely.
  double above(std::int64_t threshold) const;

  /// The least integer T >= 0 with P(s > T) <= coverage. Where the probability is not exact, one
  /// within a relative 1e-14 of the coverage counts as equal to it.
  ///
  /// @param coverage in (0, 1]
  /// @throw std::invalid_argument outside this range
  std::int64_t least_threshold(double coverage) const;

  /// How the probabilities are known, in one phrase for the result file.
  const std::string& method() const { return method_; }

 private:
  std::int64_t common_factor_ = 1;         // of all weights
  std::int64_t largest_ = 0;               // of the score divided by it
  std::shared_ptr<const ScoreTail> tail_;  // of that score; none: s = 0 always
  std::string method_;
};

}  // namespace brink
