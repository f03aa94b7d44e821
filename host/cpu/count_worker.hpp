// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "host/cpu/count_sampler.hpp"
#include "host/cpu/worker.hpp"

namespace brink {

/// The worker of the multinomial sampler: draws level counts and hands them to
/// every class of the group, all of which must see nothing else.
class CountWorker : public Worker {
 public:
  /// @throw std::invalid_argument where a class sees more than level counts
  explicit CountWorker(const GroupJob& job);

  std::uint64_t preferred_batch() const override;
  void run(std::uint64_t first, std::uint64_t count) override;
  std::vector<CellTally> finish() override;

 private:
  using Judge = std::function<bool(const LevelCounts&, CellTally&, std::uint64_t times)>;

  void judge_all(const LevelCounts& counts, std::uint64_t times);

  std::uint64_t pixels_;
  CountSampler sampler_;
  std::vector<Judge> judges_;  ///< [cell]
  std::vector<CellTally> tallies_;
  /// At b = 1 the number of ones is all there is to an image: images are counted by
  /// it and judged once for each, at the end. [ones - first_listed_], else empty.
  std::vector<std::uint64_t> images_with_ones_;
  std::uint64_t first_listed_ = 0;
};

}  // namespace brink
