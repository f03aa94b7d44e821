// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>

namespace brink {

enum class ProgressMode { quiet, lines, live };

/// `quiet` if asked for, `live` where stderr is a terminal that can redraw a
/// line, else `lines`.
ProgressMode progress_mode(bool quiet);

/// Tells stderr how far a run is, what it does and when it will be done: a line
/// redrawn in place, or one line every ten seconds. Thread-safe.
class Progress {
 public:
  Progress(ProgressMode mode, double total_pixels);
  ~Progress();

  void start_group(std::string label, double pixels_per_image);
  void add_images(std::uint64_t images);

 private:
  using Clock = std::chrono::steady_clock;
  void show(Clock::time_point now);

  ProgressMode mode_;
  double total_pixels_;
  double done_pixels_ = 0;
  double pixels_per_image_ = 0;
  std::string label_;
  Clock::time_point start_ = Clock::now();
  Clock::time_point shown_ = start_;
  bool line_open_ = false;
  std::mutex mutex_;
};

}  // namespace brink
