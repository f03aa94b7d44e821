// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "host/cpu/collector.hpp"

namespace brink::device {

/// All that decides what a group's passes are: two jobs with equal keys are the same,
/// though their objects are others.
class GroupKey {
 public:
  GroupKey() = default;
  explicit GroupKey(const GroupJob& job);

  bool operator==(const GroupKey&) const = default;

 private:
  struct Cell {
    ClassifierConfig config;
    std::int64_t threshold = 0;
    std::vector<bool> bracket;

    bool operator==(const Cell&) const = default;
  };
  std::uint32_t n_ = 0, h_ = 0, b_ = 0;
  std::uint64_t seed_ = 0;
  bool exhaustive_ = false, multinomial_ = false;
  std::vector<double> p_;
  std::vector<Cell> cells_;
};

}  // namespace brink::device
