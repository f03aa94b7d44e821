// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "host/cpu/draw/count_sampler.hpp"
#include "host/cpu/group/worker.hpp"

namespace brink {

/// The worker of the multinomial sampler. It draws level counts and hands them to every class of
/// the group. These classes must depend on level counts only.
class CountWorker : public Worker {
 public:
  /// @throw std::invalid_argument where a class needs more than level counts
  explicit CountWorker(const GroupJob& job);

  std::uint64_t preferred_batch() const override;
  void run(std::uint64_t first, std::uint64_t count) override;
  void finish() override;

 private:
  using Judge = std::function<bool(const LevelCounts&, CellTally&, std::uint64_t times)>;

  void judge_all(const LevelCounts& counts, std::uint64_t times);

  std::uint64_t pixels_;
  CountSampler sampler_;
  std::vector<Judge> judges_;  ///< [cell]
  /// At b = 1 the number of ones describes an image completely. Images are counted by that
  /// number, and each number is judged once, at the end. [ones - first_listed_]; empty at other
  /// b.
  std::vector<std::uint64_t> images_with_ones_;
  std::uint64_t first_listed_ = 0;
};

}  // namespace brink
