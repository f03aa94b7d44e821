// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <vector>

#include "host/result/results.hpp"

namespace brink {

/// Gathers costs into a tally: small ones in an array, the others in a batch that
/// is sorted and merged once it is full.
class CostAccumulator {
 public:
  void add(std::uint64_t cost) {
    if (cost < small_.size()) {
      ++small_[cost];
      return;
    }
    if (cost < small_costs) return add(cost, 1);
    pending_.push_back(cost);
    if (pending_.size() == batch) flush();
  }
  void add(std::uint64_t cost, std::uint64_t times);
  void add(const CostAccumulator& other);
  void add(const Tally& tally);
  /// The tally so far, ascending.
  Tally tally(bool real);

 private:
  static constexpr std::size_t batch = 1 << 16;  // 512 KiB: sorts within a second-level cache

  static constexpr std::uint64_t small_costs = 1024;  // 8 KiB of counts

  struct Entry {
    std::uint64_t cost, count;
  };
  void flush();
  static std::vector<Entry> merged(const std::vector<Entry>& a, const std::vector<Entry>& b);

  std::vector<std::uint64_t> small_;  ///< [cost], empty until needed
  std::vector<std::uint64_t> pending_;
  std::vector<Entry> entries_;
};

/// What the images seen so far have found for one cell.
struct CellTally {
  std::uint64_t samples = 0;
  std::uint64_t in_class = 0;
  std::vector<CostAccumulator> upper;  ///< [p]
  std::vector<CostAccumulator> lower;  ///< [p], empty ones where the cost is exact

  explicit CellTally(std::size_t norms) : upper(norms), lower(norms) {}
  void add(const CellTally& other);
};

}  // namespace brink
