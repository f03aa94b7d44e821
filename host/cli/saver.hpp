// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <chrono>
#include <string>

#include "host/result/results.hpp"

namespace brink {

/// Keeps the results of a run on disk while it goes on: whenever cells are
/// finished, unless saving so often would take more than a twentieth of the run,
/// and at least every 30 seconds.
class Saver {
 public:
  explicit Saver(std::string path) : path_(std::move(path)) {}

  /// Whether what was computed since the last save must not wait any longer.
  bool due() const;
  /// Saves if it is due, or cheap enough for a finished cell. @throw Error(Exit::failed)
  void maybe_save(const Results& results);
  void save(const Results& results);

 private:
  using Clock = std::chrono::steady_clock;

  std::string path_;
  Clock::time_point saved_ = Clock::now();
  Clock::duration cost_{};
};

}  // namespace brink
