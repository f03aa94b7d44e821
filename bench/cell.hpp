// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "bench/measure.hpp"
#include "host/run/group_plan.hpp"

namespace brink::bench {

/// What a whole cell, or several that share their images, is measured at.
struct CellSetup {
  std::vector<std::string> classifiers;  ///< each the TOML of a [[classifier]]
  std::uint32_t n = 1024;
  std::uint32_t b = 1;
  std::string p = R"([0, 1, 2, "inf"])";
  std::string sampler = "pixels";

  bool operator<(const CellSetup& other) const;
};

/// The cells of one shape, ready to run as a run would run them.
class Cell {
 public:
  explicit Cell(const CellSetup& setup);

  /// Draws and judges so many images from the first on.
  void run(std::uint64_t images, unsigned threads) const;
  /// Images that take a slice on so many threads; found once.
  std::uint64_t slice(unsigned threads);
  Amount amount(std::uint64_t images) const;
  const GroupJob& job() const { return plan_.job; }

 private:
  Config config_;
  PowerTables tables_;
  GroupPlan plan_;
  std::vector<std::uint64_t> slice_;  ///< [threads]
};

/// Each made once, as some classes take a while to build.
Cell& cell(const CellSetup& setup);

/// Cores that this process may use.
unsigned all_cores();

}  // namespace brink::bench
