// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/run/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace brink {
namespace {

constexpr double live_interval_s = 0.1;
constexpr double line_interval_s = 10;

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

Progress::Progress(ProgressMode mode, double total_pixels)
    : mode_(mode), total_pixels_(total_pixels) {}

Progress::~Progress() {
  if (line_open_) std::fputs("\r\033[K", stderr);
}

void Progress::start_group(std::string label, double pixels_per_image) {
  const std::lock_guard lock(mutex_);
  label_ = std::move(label);
  pixels_per_image_ = pixels_per_image;
}

void Progress::add_images(std::uint64_t images) {
  if (mode_ == ProgressMode::quiet) return;
  const std::lock_guard lock(mutex_);
  done_pixels_ += static_cast<double>(images) * pixels_per_image_;
  const Clock::time_point now = Clock::now();
  const double since = std::chrono::duration<double>(now - shown_).count();
  if (since < (mode_ == ProgressMode::live ? live_interval_s : line_interval_s)) return;
  show(now);
}

void Progress::show(Clock::time_point now) {
  shown_ = now;
  const double elapsed = std::chrono::duration<double>(now - start_).count();
  const double share = total_pixels_ > 0 ? done_pixels_ / total_pixels_ : 1;
  const double left = share > 0 ? elapsed * (1 - share) / share : 0;
  const std::string text =
      fmt::format("{}  {:.0f} %  {:.3g} Gpixel/s  ETA {}", label_, 100 * share,
                  done_pixels_ / elapsed / 1e9, duration(left));
  if (mode_ == ProgressMode::live) {
    fmt::print(stderr, "\r{}\033[K", text);
    line_open_ = true;
  } else {
    fmt::print(stderr, "brink: {}\n", text);
  }
  std::fflush(stderr);
}

}  // namespace brink
