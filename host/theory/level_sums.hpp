// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <utility>

#include "host/theory/level_sum.hpp"

namespace brink {

/// The laws of level sums that the tables of a file ask for. Each law is made once: the cells of
/// one shape share it, and what it has computed.
class LevelSums {
 public:
  /// @param pixels N @param levels q, as of LevelSum
  std::shared_ptr<const LevelSum> at(std::uint64_t pixels, std::uint32_t levels) {
    auto& law = laws_[{pixels, levels}];
    if (!law) law = std::make_shared<const LevelSum>(pixels, levels);
    return law;
  }

 private:
  std::map<std::pair<std::uint64_t, std::uint32_t>, std::shared_ptr<const LevelSum>> laws_;
};

}  // namespace brink
