// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/run/group_completion.hpp"

#include <algorithm>
#include <chrono>
#include <mutex>
#include <utility>

namespace brink {
namespace {

double seconds_since(Clock::time_point start, Clock::time_point now) {
  return std::chrono::duration<double>(now - start).count();
}

std::vector<CellResult> cells_at(const Results& results, const std::vector<std::size_t>& places) {
  std::vector<CellResult> cells;
  for (const std::size_t place : places) cells.push_back(results.cells[place]);
  return cells;
}

}  // namespace

GroupCompletion::GroupCompletion(Results& results, std::vector<std::size_t> places,
                                 const GroupJob& group, const RunOptions& options,
                                 Progress& progress, Lookout& lookout,
                                 std::function<void()> first_found)
    : results_(results),
      places_(std::move(places)),
      group_(group),
      options_(options),
      progress_(progress),
      lookout_(lookout),
      first_found_(std::move(first_found)),
      state_(results.config, group, cells_at(results, places_)),
      pacer_(std::max<std::uint64_t>(options.parallel_images, options.threads),
             group.source.shape.pixels()) {
  lookout_.set_update([this] { publish(); });
}

bool GroupCompletion::run() {
  bool cancelled = false;
  while (!cancelled && !state_.finished()) cancelled = !draw_slice();
  const std::lock_guard lock(lookout_.changing());
  publish();
  return !cancelled;
}

bool GroupCompletion::draw_slice() {
  if (options_.cancelled != nullptr && options_.cancelled->load()) return false;
  const GroupState::Slice slice = state_.next(pacer_.images());
  const GroupOptions group_options{options_.threads,
                                   [&](std::uint64_t images) { progress_.add_images(images); },
                                   lookout_.cancelled(pacer_.brief(slice.count)), nullptr,
                                   [&](std::uint64_t images) { pacer_.can_hold(images); }};
  const auto start = lookout_.clock().now();
  std::vector<CellTally> found = options_.run_group(
      state_.job(slice), results_.config.first_image + slice.first, slice.count, group_options);
  if (found.empty()) return false;
  const double seconds = seconds_since(start, lookout_.clock().now());
  pacer_.took(slice.count, seconds);
  const std::lock_guard lock(lookout_.changing());
  drawn_ = true;
  const bool cell_finished = state_.add(slice, std::move(found), seconds);
  if (state_.finished()) return true;
  const bool keep = cell_finished || options_.state_due(pacer_.seconds(pacer_.images()));
  const bool measure = progress_.wants_widths();
  if (keep || measure) publish();
  if (keep) options_.on_state(results_);
  return true;
}

void GroupCompletion::publish() {
  if (!std::exchange(drawn_, false)) return;
  const auto start = Clock::now();
  WidthRange widths;
  for (std::size_t c = 0; c < places_.size(); ++c) {
    CellResult& cell = results_.cells[places_[c]];
    if (!cell.done) cell = state_.result(c);
    if (!cell.begun() || !progress_.shown()) continue;
    widths.add(interval_widths(results_.config, group_.source.shape, cell));
  }
  progress_.set_widths(widths, state_.finished(), seconds_since(start, Clock::now()));
  if (first_found_) std::exchange(first_found_, {})();
}

}  // namespace brink
