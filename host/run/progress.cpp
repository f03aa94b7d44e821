// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/run/progress.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>

#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <utility>

namespace brink {
namespace {

constexpr double live_interval_s = 0.1;
constexpr double line_interval_s = 10;
/// Finding the intervals' widths costs milliseconds, more with large tallies: it
/// is done each second, and takes at most 2 % of the time.
constexpr double least_widths_interval_s = 1;
constexpr double widths_interval_per_cost = 50;

double seconds_between(std::chrono::steady_clock::time_point from,
                       std::chrono::steady_clock::time_point to) {
  return std::chrono::duration<double>(to - from).count();
}

/// Columns of the terminal; 0 where it does not say. A line that wraps could not be
/// redrawn.
std::size_t terminal_columns() {
  winsize size{};
  return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

/// "812", "12.3 k", "4.56 M", "0.789 G".
std::string with_prefix(double value) {
  for (const auto& [scale, prefix] : {std::pair{1e9, "G"}, {1e6, "M"}, {1e3, "k"}}) {
    if (value >= scale) return fmt::format("{:.3g} {}", value / scale, prefix);
  }
  return fmt::format("{:.3g} ", value);
}

std::string duration(double seconds) {
  const auto whole = static_cast<long>(seconds + 0.5);
  if (whole >= 3600) {
    return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
  }
  return fmt::format("{}:{:02}", whole / 60, whole % 60);
}

}  // namespace

ProgressMode progress_mode(bool quiet) {
  if (quiet) return ProgressMode::quiet;
  const char* const term = std::getenv("TERM");
  const bool redraws = term != nullptr && std::string_view(term) != "dumb";
  return isatty(STDERR_FILENO) != 0 && redraws ? ProgressMode::live : ProgressMode::lines;
}

Progress::Progress(ProgressMode mode, double total_pixels, double found_pixels)
    : mode_(mode), total_pixels_(total_pixels), found_pixels_(found_pixels) {}

Progress::~Progress() {
  if (line_open_) std::fputs("\r\033[K", stderr);
}

void Progress::start_group(std::string label, double pixels_per_image) {
  const std::lock_guard lock(mutex_);
  label_ = std::move(label);
  pixels_per_image_ = pixels_per_image;
  group_images_ = 0;
  group_start_ = Clock::now();
}

void Progress::add_images(std::uint64_t images) {
  if (mode_ == ProgressMode::quiet) return;
  const std::lock_guard lock(mutex_);
  group_images_ += images;
  drawn_pixels_ += static_cast<double>(images) * pixels_per_image_;
  const Clock::time_point now = Clock::now();
  const double since = seconds_between(shown_, now);
  if (since < (mode_ == ProgressMode::live ? live_interval_s : line_interval_s)) return;
  show(now);
}

void Progress::set_pixels_left(double pixels) {
  const std::lock_guard lock(mutex_);
  total_pixels_ = found_pixels_ + drawn_pixels_ + pixels;
}

bool Progress::wants_widths() const {
  if (mode_ == ProgressMode::quiet) return false;
  const std::lock_guard lock(mutex_);
  return seconds_between(widths_known_, Clock::now()) >= widths_interval_s_;
}

void Progress::set_widths(const WidthRange& widths, bool finished, double cost) {
  const std::lock_guard lock(mutex_);
  widths_interval_s_ = std::max(least_widths_interval_s, widths_interval_per_cost * cost);
  widths_known_ = Clock::now();
  widths_ = finished ? WidthRange{} : widths;
  if (finished) finished_widths_.add(widths);
}

void Progress::show(Clock::time_point now) {
  shown_ = now;
  const double done = found_pixels_ + drawn_pixels_;
  const double share = total_pixels_ > 0 ? std::min(1.0, done / total_pixels_) : 1;
  // What earlier runs have drawn says nothing of this one's speed.
  const double rate = drawn_pixels_ / seconds_between(start_, now);
  const double images_rate =
      static_cast<double>(group_images_) / seconds_between(group_start_, now);
  std::string text =
      fmt::format("{}  {:.0f} %  {}images/s  {}pixels/s  ETA {}", label_, 100 * share,
                  with_prefix(images_rate), with_prefix(images_rate * pixels_per_image_),
                  rate > 0 ? duration(std::max(0.0, total_pixels_ - done) / rate) : "-");
  WidthRange widths = finished_widths_;
  widths.add(widths_);
  if (!widths.empty()) {
    text += fmt::format("  intervals {:.2g} to {:.2g} wide", widths.narrowest, widths.widest);
  }
  if (mode_ == ProgressMode::live) {
    const std::size_t columns = terminal_columns();
    if (columns > 0) text.resize(std::min(text.size(), columns - 1));
    fmt::print(stderr, "\r{}\033[K", text);
    line_open_ = true;
  } else {
    fmt::print(stderr, "brink: {}\n", text);
  }
  std::fflush(stderr);
}

}  // namespace brink
