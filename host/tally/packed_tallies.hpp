// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <vector>

#include "host/tally/tally.hpp"

namespace brink {

/// What is known of one end of a packed tally without unpacking it.
struct TallyFacts {
  bool real = false;
  int bits = Tally::exact;
  std::size_t costs = 0;                        ///< distinct ones
  std::size_t cost_bytes = 1, count_bytes = 1;  ///< that hold the largest: 1, 2, 4 or 8
  bool refined = false;
};

struct CostFacts {
  TallyFacts upper;
  std::optional<TallyFacts> lower;
};

/// The tallies of one cell at every p, each number in as few bytes as its tally needs: a sweep
/// keeps those of all its cells in memory, and most are small.
class PackedTallies {
 public:
  PackedTallies() = default;
  PackedTallies(std::initializer_list<CostTallies> tallies) {
    for (const CostTallies& one : tallies) push_back(one);
  }

  /// How many p there are.
  std::size_t size() const { return starts_.size(); }
  bool empty() const { return starts_.empty(); }

  CostTallies at(std::size_t p) const;
  /// As at(); const, so that nobody changes a copy.
  const CostTallies operator[](std::size_t p) const { return at(p); }
  CostFacts facts(std::size_t p) const;
  void push_back(const CostTallies& tallies);
  /// Replaces those of one p.
  void set(std::size_t p, const CostTallies& tallies);
  /// Changes those of one p.
  template <class Change>
  void change(std::size_t p, Change change) {
    CostTallies tallies = at(p);
    change(tallies);
    set(p, tallies);
  }

 private:
  std::vector<std::uint8_t> bytes_;
  std::vector<std::size_t> starts_;  ///< [p]
};

}  // namespace brink
