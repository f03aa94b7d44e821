// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/run/progress.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <string_view>
#include <utility>

#include "host/error.hpp"
#include "host/result/summary/json.hpp"
#include "host/tell.hpp"

namespace brink {
namespace {

constexpr double live_interval_s = 0.1;
constexpr double line_interval_s = 10;
/// Finding the widths of the intervals costs milliseconds, and more with large tallies. It is
/// done at most once a second, and takes at most 2 % of the time.
constexpr double least_widths_interval_s = 1;
constexpr double widths_interval_per_cost = 50;

double seconds_between(Clock::time_point from, Clock::time_point to) {
  return std::chrono::duration<double>(to - from).count();
}

/// The columns of the terminal, or 0 where the terminal does not say. A line that wraps could not
/// be redrawn.
std::size_t terminal_columns() {
  winsize size{};
  return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

/// A number with a prefix: "812", "12.3 k", "4.56 M", "0.789 G".
std::string with_prefix(double value) {
  for (const auto& [scale, prefix] : {std::pair{1e9, "G"}, {1e6, "M"}, {1e3, "k"}}) {
    if (value >= scale) return fmt::format("{:.3g} {}", value / scale, prefix);
  }
  return fmt::format("{:.3g} ", value);
}

std::string duration(double seconds) {
  const long whole = std::lround(seconds);
  if (whole >= 3600) {
    return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
  }
  return fmt::format("{}:{:02}", whole / 60, whole % 60);
}

}  // namespace

ProgressMode progress_mode(bool quiet) {
  const char* const form = std::getenv("BRINK_PROGRESS");
  const std::string_view wanted = form == nullptr ? "" : form;
  if (!wanted.empty() && wanted != "json") {
    throw Error(Exit::usage,
                fmt::format("BRINK_PROGRESS={}: no form of progress; accepted: json", wanted));
  }
  if (quiet) return ProgressMode::quiet;
  if (!wanted.empty()) return ProgressMode::json;
  const char* const term = std::getenv("TERM");
  const bool redraws = term != nullptr && std::string_view(term) != "dumb";
  return isatty(STDERR_FILENO) != 0 && redraws ? ProgressMode::live : ProgressMode::lines;
}

Progress::Progress(ProgressMode mode, double total_pixels, double found_pixels, Now now)
    : now_(std::move(now)), mode_(mode), total_pixels_(total_pixels), found_pixels_(found_pixels) {}

Progress::~Progress() { erase_progress_line(); }

void Progress::start_group(ProgressGroup group) {
  const std::lock_guard lock(mutex_);
  group_ = std::move(group);
  if (group_.short_label.empty()) group_.short_label = group_.label;
  group_images_ = 0;
  group_start_ = now_();
}

void Progress::add_images(std::uint64_t images) {
  if (mode_ == ProgressMode::quiet) return;
  const std::lock_guard lock(mutex_);
  group_images_ += images;
  drawn_pixels_ += static_cast<double>(images) * group_.pixels_per_image;
  const Clock::time_point now = now_();
  const double since = seconds_between(shown_, now);
  if (since < (mode_ == ProgressMode::lines ? line_interval_s : live_interval_s)) return;
  show(now);
}

void Progress::set_pixels_left(double pixels) {
  const std::lock_guard lock(mutex_);
  total_pixels_ = found_pixels_ + drawn_pixels_ + pixels;
}

bool Progress::wants_widths() const {
  if (mode_ == ProgressMode::quiet) return false;
  const std::lock_guard lock(mutex_);
  return seconds_between(widths_known_, now_()) >= widths_interval_s_;
}

void Progress::set_widths(const WidthRange& widths, bool finished, double cost) {
  const std::lock_guard lock(mutex_);
  widths_interval_s_ = std::max(least_widths_interval_s, widths_interval_per_cost * cost);
  widths_known_ = now_();
  widths_ = finished ? WidthRange{} : widths;
  if (finished) finished_widths_.add(widths);
}

double Progress::seconds_left(Clock::time_point now) const {
  // The speed of earlier runs says nothing about this run. The speed of another group says little
  // about this group.
  const double rate = drawn_pixels_ / seconds_between(start_, now);
  const double group_pixels = static_cast<double>(group_images_) * group_.pixels_per_image;
  const double group_rate =
      group_images_ > 0 ? group_pixels / seconds_between(group_start_, now) : rate;
  if (rate <= 0 || group_rate <= 0) return -1;
  const double left = std::max(0.0, total_pixels_ - found_pixels_ - drawn_pixels_);
  const double of_group = std::clamp(group_.pixels - group_pixels, 0.0, left);
  return of_group / group_rate + (left - of_group) / rate;
}

std::string Progress::line(Clock::time_point now, bool brief) const {
  const double done = found_pixels_ + drawn_pixels_;
  const double percent = total_pixels_ > 0 ? std::min(100.0, 100 * done / total_pixels_) : 100;
  const double images_rate =
      static_cast<double>(group_images_) / seconds_between(group_start_, now);
  const std::string images = with_prefix(images_rate);
  const std::string pixels = with_prefix(images_rate * group_.pixels_per_image);
  const double left = seconds_left(now);
  const std::string eta = left < 0 ? "-" : duration(left);
  const WidthRange range = widths();
  const auto with_widths = [&](std::string text, const char* format) {
    if (range.empty()) return text;
    return text + fmt::format(fmt::runtime(format), range.narrowest, range.widest);
  };
  if (brief) {
    return with_widths(fmt::format("{} {:.0f}% {}img/s {}px/s ETA {}", group_.short_label, percent,
                                   images, pixels, eta),
                       " w {:.2g}-{:.2g}");
  }
  return with_widths(fmt::format("{}  {:.0f} %  {}images/s  {}pixels/s  ETA {}", group_.label,
                                 percent, images, pixels, eta),
                     "  intervals {:.2g} to {:.2g} wide");
}

WidthRange Progress::widths() const {
  WidthRange range = finished_widths_;
  range.add(widths_);
  return range;
}

std::string Progress::json_line(Clock::time_point now) const {
  constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
  const WidthRange range = widths();
  const double left = seconds_left(now);
  return json::object({{"doing", json::text(group_.label)},
                       {"pixels", json::real(found_pixels_ + drawn_pixels_)},
                       {"pixels_total", json::real(total_pixels_)},
                       {"seconds_left", json::real(left < 0 ? unknown : left)},
                       {"narrowest", json::real(range.empty() ? unknown : range.narrowest)},
                       {"widest", json::real(range.empty() ? unknown : range.widest)}});
}

void Progress::show(Clock::time_point now) {
  shown_ = now;
  if (mode_ == ProgressMode::json) {
    std::fputs((json_line(now) + "\n").c_str(), stderr);
    std::fflush(stderr);
    return;
  }
  std::string text = line(now, false);
  if (mode_ == ProgressMode::live) {
    const std::size_t columns = terminal_columns();
    if (columns > 0 && text.size() >= columns) {
      text = line(now, true);
      text.resize(std::min(text.size(), columns - 1));
    }
    std::fputs(fmt::format("\r{}\033[K", text).c_str(), stderr);
    progress_line_open = true;
  } else {
    tell(text);
  }
  std::fflush(stderr);
}

}  // namespace brink
