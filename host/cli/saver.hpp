// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "host/result/results.hpp"

namespace brink {

/// Keeps the results of a run on disk while it goes on: whenever cells are
/// finished, unless saving so often would take more than a twentieth of the run,
/// and at least every so many seconds.
class Saver {
 public:
  Saver(std::string path, double longest_wait_seconds)
      : path_(std::move(path)), longest_wait_(longest_wait_seconds) {}

  /// Whether what was computed since the last save must not wait for another
  /// `ahead` seconds.
  bool due(double ahead = 0) const;
  /// Saves if it is due, or cheap enough for a finished cell. @throw Error(Exit::failed)
  void maybe_save(const Results& results);
  /// Saves the end of a run, unless the file has it already.
  void save_end(const Results& results);

 private:
  void save(const Results& results);

  using Clock = std::chrono::steady_clock;

  std::string path_;
  std::chrono::duration<double> longest_wait_;
  Clock::time_point saved_ = Clock::now();
  Clock::duration cost_{};
  std::vector<std::uint64_t> saved_state_;
};

}  // namespace brink
