// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <mutex>
#include <string>

#include "host/now.hpp"
#include "host/run/interval_widths.hpp"

namespace brink {

enum class ProgressMode { quiet, lines, live, json };

/// `quiet` if asked for, `json` where BRINK_PROGRESS=json is set, `live` where stderr is
/// a terminal that can redraw a line, else `lines`.
///
/// @throw Error(Exit::usage) where BRINK_PROGRESS has another value
ProgressMode progress_mode(bool quiet);

/// What is computed together, such as some cells of a sweep.
struct ProgressGroup {
  std::string label;        ///< "cells 7-12 of 60: h=1 n=32 b=8"
  std::string short_label;  ///< for a narrow terminal; empty: label
  double pixels_per_image = 0;
  double pixels = 0;  ///< to be drawn for the group
};

/// Tells stderr how far a run is, what it does and when it will be done: a line
/// redrawn in place, one line every ten seconds, or an object of JSON every tenth of
/// a second (docs/spec/program.md#progress). Thread-safe.
class Progress {
 public:
  /// @param total_pixels to be drawn for the whole sweep
  /// @param found_pixels how many of these were drawn by the runs that this run continues
  Progress(ProgressMode mode, double total_pixels, double found_pixels = 0, Now now = Clock::now);
  ~Progress();

  void start_group(ProgressGroup group);
  void add_images(std::uint64_t images);

  /// Sets how many pixels must still be drawn, where cells ended early or were skipped.
  void set_pixels_left(double pixels);

  /// Whether any progress is shown.
  bool shown() const { return mode_ != ProgressMode::quiet; }
  /// Whether it is time to compute the widths of the intervals.
  bool wants_widths() const;
  /// Sets the widths for the shape that is being computed, or was just finished. `cost` is the
  /// time in seconds that computing them took.
  void set_widths(const WidthRange& widths, bool finished, double cost);

 private:
  void show(Clock::time_point now);
  /// The seconds until everything is drawn. Negative where that is not known.
  double seconds_left(Clock::time_point now) const;
  std::string line(Clock::time_point now, bool brief) const;
  std::string json_line(Clock::time_point now) const;
  WidthRange widths() const;

  Now now_;
  ProgressMode mode_;
  double total_pixels_;
  double found_pixels_;
  double drawn_pixels_ = 0;         ///< drawn since start_
  std::uint64_t group_images_ = 0;  ///< done since group_start_
  WidthRange finished_widths_, widths_;
  ProgressGroup group_;
  Clock::time_point start_ = now_();
  Clock::time_point group_start_ = start_;
  Clock::time_point shown_ = start_;
  Clock::time_point widths_known_ = start_;
  double widths_interval_s_ = 1;
  mutable std::mutex mutex_;
};

}  // namespace brink
