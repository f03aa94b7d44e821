// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <functional>
#include <utility>
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
  std::vector<CellTally> finish() override { return std::move(tallies_); }

 private:
  using Judge = std::function<bool(const LevelCounts&, CellTally&)>;

  CountSampler sampler_;
  std::vector<Judge> judges_;  ///< [cell]
  std::vector<CellTally> tallies_;
};

}  // namespace brink
