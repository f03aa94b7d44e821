// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>

#include "host/run/interval_widths.hpp"

namespace brink {

enum class ProgressMode { quiet, lines, live };

/// `quiet` if asked for, `live` where stderr is a terminal that can redraw a
/// line, else `lines`.
ProgressMode progress_mode(bool quiet);

/// What is computed together: some cells of a sweep, for instance.
struct ProgressGroup {
  std::string label;        ///< "cells 7-12 of 60: h=1 n=32 b=8"
  std::string short_label;  ///< for a narrow terminal; empty: as above
  double pixels_per_image = 0;
  double pixels = 0;  ///< to be drawn for it
};

/// Tells stderr how far a run is, what it does and when it will be done: a line
/// redrawn in place, or one line every ten seconds. Thread-safe.
class Progress {
 public:
  /// @param total_pixels to be drawn for the whole sweep
  /// @param found_pixels of them, drawn by the runs that this one continues
  Progress(ProgressMode mode, double total_pixels, double found_pixels = 0);
  ~Progress();

  void start_group(ProgressGroup group);
  void add_images(std::uint64_t images);

  /// What is left to draw, where cells ended early or were skipped.
  void set_pixels_left(double pixels);

  /// Whether anything is told at all.
  bool shown() const { return mode_ != ProgressMode::quiet; }
  /// Whether it is time to find out how wide the intervals are.
  bool wants_widths() const;
  /// Of the shape that is being computed, or has just been finished; `cost`, in
  /// seconds, is what finding out took.
  void set_widths(const WidthRange& widths, bool finished, double cost);

 private:
  using Clock = std::chrono::steady_clock;
  void show(Clock::time_point now);
  /// Seconds until all is drawn; negative where that is not known.
  double seconds_left(Clock::time_point now) const;
  std::string line(Clock::time_point now, bool brief) const;

  ProgressMode mode_;
  double total_pixels_;
  double found_pixels_;
  double drawn_pixels_ = 0;         ///< since start_
  std::uint64_t group_images_ = 0;  ///< since group_start_
  WidthRange finished_widths_, widths_;
  ProgressGroup group_;
  Clock::time_point start_ = Clock::now();
  Clock::time_point group_start_ = start_;
  Clock::time_point shown_ = start_;
  Clock::time_point widths_known_ = start_;
  double widths_interval_s_ = 1;
  bool line_open_ = false;
  mutable std::mutex mutex_;
};

}  // namespace brink
