// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "bench/measure.hpp"
#include "host/run/group_job.hpp"

namespace brink::bench {

/// The setup of a whole cell, or of several cells that share their images, for a measurement.
struct CellSetup {
  std::vector<std::string> classifiers;  ///< the TOML of a [[classifier]] each
  std::uint32_t n = 1024;
  std::uint32_t b = 1;
  std::string p = R"([0, 1, 2, "inf"])";
  std::string sampler = "pixels";

  static CellSetup of(std::vector<std::string> classifiers, std::uint32_t n, std::uint32_t b) {
    CellSetup setup;
    setup.classifiers = std::move(classifiers);
    setup.n = n;
    setup.b = b;
    return setup;
  }
  bool operator<(const CellSetup& other) const;
};

/// The cells of one shape, ready to run as a run would run them.
class Cell {
 public:
  explicit Cell(const CellSetup& setup);

  /// Draws and judges `images` images from the first on.
  void run(std::uint64_t images, unsigned threads) const;
  /// How many images take a slice on so many threads; measured once.
  std::uint64_t slice(unsigned threads);
  Amount amount(std::uint64_t images) const;
  const Config& config() const { return config_; }
  const GroupJob& job() const { return job_; }

 private:
  Config config_;
  SharedTables tables_;
  GroupJob job_;
  std::vector<std::uint64_t> slice_;  ///< [threads]
};

/// Classes as a config writes them.
namespace classes {
inline const std::string brightness = "type = \"brightness\"";
inline const std::string majority_bit = "type = \"majority_bit\"";
inline const std::string parity = "type = \"parity\"";
inline const std::string hamming_ball = "type = \"hamming_ball\"";
inline const std::string dictator = "type = \"dictator\"";
inline const std::string rademacher = "type = \"halfspace\"\nweights = \"rademacher\"";
inline const std::string sparse = "type = \"halfspace\"\nweights = \"sparse\"";
inline const std::string binomial = "type = \"halfspace\"\nweights = \"binomial\"\nseed = 7";
}  // namespace classes

/// Makes each cell once, because some classes take a while to build.
Cell& cell(const CellSetup& setup);

}  // namespace brink::bench
