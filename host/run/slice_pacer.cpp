// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/run/slice_pacer.hpp"

#include <algorithm>

namespace brink {
namespace {

/// Pixels of the first slice, when nothing is known of the speed. They take milliseconds on any
/// machine, and are all pixels of a small cell.
constexpr std::uint64_t first_pixels = std::uint64_t{1} << 22;
/// Long enough that starting threads does not matter, short enough to wait for.
constexpr double usual_seconds = 1;
/// Images that share the drawing of weights and centres (most_slots of the CPU's worker). Where
/// these images take longer than a slice usually does, the slice is longer,
constexpr std::uint64_t images_at_a_time = 16;
/// but not longer than this, because the state must be saved every 30 seconds.
constexpr double most_seconds = 15;
/// The most by which a slice may grow, because a guess from few images may be far off.
constexpr std::uint64_t most_growth = 16;
/// So many pixels count as brief before the speed is known: a second or so on a slow machine.
constexpr std::uint64_t surely_brief_pixels = std::uint64_t{1} << 24;
/// The time that anyone waits after pressing Ctrl-C.
constexpr double patience_seconds = 1.5;

}  // namespace

SlicePacer::SlicePacer(std::uint64_t parallel, std::uint64_t pixels_per_image)
    : parallel_(std::max<std::uint64_t>(1, parallel)),
      pixels_per_image_(pixels_per_image),
      images_(std::max(parallel_, first_pixels / std::max<std::uint64_t>(1, pixels_per_image))) {}

bool SlicePacer::brief(std::uint64_t images) const {
  if (seconds_per_image_ == 0) return images * pixels_per_image_ <= surely_brief_pixels;
  return seconds(images) <= patience_seconds;
}

void SlicePacer::took(std::uint64_t images, double seconds) {
  constexpr double least_seconds = 1e-6;  // clocks may stand still
  seconds_per_image_ = std::max(seconds, least_seconds) / static_cast<double>(images);
  const auto within = [&](double limit) {
    constexpr double most_images = 1e15;  // a double holds it exactly
    return static_cast<std::uint64_t>(std::min(limit / seconds_per_image_, most_images));
  };
  const std::uint64_t full = std::max(parallel_ * images_at_a_time, in_flight_);
  std::uint64_t wanted = within(usual_seconds);
  if (wanted < full) wanted = std::min(full, within(most_seconds));
  images_ = std::clamp(wanted, parallel_, std::max(images_, images) * most_growth);
}

}  // namespace brink
