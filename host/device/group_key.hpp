// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/cpu/collector.hpp"

namespace brink::device {

/// Everything that decides what the passes of a group are. Two jobs with equal keys need the same
/// passes, even if they are different objects.
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
  bool exhaustive_ = false, multinomial_ = false, counts_ = false;
  Distribution distribution_;
  std::string images_;  ///< SHA-256 of the file of images
  std::vector<double> p_;
  std::vector<CostGrid> grids_;
  std::vector<Cell> cells_;
};

}  // namespace brink::device
