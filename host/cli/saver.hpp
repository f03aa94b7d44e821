// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "host/cli/output.hpp"
#include "host/now.hpp"
#include "host/result/results.hpp"

namespace brink {

/// Keeps the results of a run on disk while it goes on. It saves whenever cells are finished, and
/// at least every so many seconds, unless saving so often would take more than a twentieth of the
/// run. A save that fails is reported and tried again, after longer and longer pauses. Only the
/// last save must succeed.
class Saver {
 public:
  Saver(OutputFile& output, double longest_wait_seconds, Now now = Clock::now)
      : now_(std::move(now)), output_(output), longest_wait_(longest_wait_seconds) {}

  /// Whether what was computed since the last save must be saved before another `ahead` seconds.
  bool due(double ahead = 0) const;
  /// Saves if a save is due, or cheap enough for a finished cell. @throw Occupied
  void maybe_save(const Results& results);
  /// Saves at once, unless the file already contains the results. A save that fails is reported.
  /// @return whether the file contains the results now @throw Occupied
  bool save_now(const Results& results);
  /// Saves the end of a run, unless the file already contains it. @throw Error(Exit::failed)
  void save_end(const Results& results);

 private:
  using Seconds = std::chrono::duration<double>;

  void save(const Results& results);
  /// @return the reason why the save failed, or an empty string
  std::string try_to_save(const Results& results);
  Seconds pause() const;

  Now now_;
  OutputFile& output_;
  Seconds longest_wait_;
  Clock::time_point saved_ = now_();
  Clock::duration cost_{};
  std::vector<std::uint64_t> saved_state_;
  int failures_ = 0;  ///< since the last save that went well
  Clock::time_point failed_{};
};

}  // namespace brink
