// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "cuda/shape.hpp"
#include "host/result/results.hpp"
#include "host/result/tables/interval_method.hpp"

namespace brink {

/// When a cell ends early ([stop], docs/spec/program.md#stopping): at the first checkpoint at which
/// the interval of every moved fraction is as narrow as asked for. Checkpoints are fixed numbers of
/// images. So the checkpoint is the same for any number of threads and ranks, any batch size, and
/// after any interruption.
class StoppingRule {
 public:
  /// @param config must outlive the rule; without [stop] no cell ends early
  explicit StoppingRule(const Config& config);

  /// The first checkpoint beyond `samples` images of a cell; the largest number
  /// where there is none.
  std::uint64_t next_checkpoint(std::uint64_t samples) const;

  /// Whether this number of images is one of them.
  bool checkpoint(std::uint64_t samples) const {
    return samples > 0 && next_checkpoint(samples - 1) == samples;
  }

  /// Whether a cell ends with the images that it has.
  bool ends(const CellResult& cell, const Shape& shape) const;

  /// Whether every interval is narrow enough, at whatever number of images.
  bool precise(const CellResult& cell, const Shape& shape) const;

 private:
  const Config* config_;
  IntervalMethod intervals_;
  std::uint64_t least_samples_ = 0;  // fewer never suffice
};

}  // namespace brink
