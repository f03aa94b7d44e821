// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/run/completion.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace brink {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

std::vector<CellResult> cells_at(const Results& results, const std::vector<std::size_t>& places) {
  std::vector<CellResult> cells;
  for (const std::size_t place : places) cells.push_back(results.cells[place]);
  return cells;
}

}  // namespace

Completion::Completion(Results& results, std::vector<std::size_t> places, const GroupPlan& plan,
                       const RunOptions& options, Progress& progress,
                       std::function<void()> first_found)
    : results_(results),
      places_(std::move(places)),
      plan_(plan),
      options_(options),
      progress_(progress),
      first_found_(std::move(first_found)),
      run_(results.config, plan, cells_at(results, places_)),
      pacer_(std::max<std::uint64_t>(options.parallel_images, options.threads),
             plan.job.source.shape.pixels()) {}

bool Completion::run() {
  bool cancelled = false, drawn = false;
  while (!cancelled && !run_.finished()) {
    cancelled = !draw_slice();
    drawn = drawn || !cancelled;
  }
  if (drawn) publish();
  return !cancelled;
}

bool Completion::draw_slice() {
  if (options_.cancelled != nullptr && options_.cancelled->load()) return false;
  const GroupRun::Slice slice = run_.next(pacer_.images());
  const GroupOptions group_options{options_.threads,
                                   [&](std::uint64_t images) { progress_.add_images(images); },
                                   pacer_.brief(slice.count) ? nullptr : options_.cancelled};
  const auto start = Clock::now();
  const std::vector<CellTally> found = options_.run_group(
      run_.job(slice), results_.config.first_image + slice.first, slice.count, group_options);
  if (found.empty()) return false;
  const double seconds = seconds_since(start);
  pacer_.took(slice.count, seconds);
  const bool cell_finished = run_.add(slice, found, seconds);
  if (run_.finished()) return true;
  const bool keep = cell_finished || options_.state_due(pacer_.seconds(pacer_.images()));
  const bool measure = progress_.wants_widths();
  if (keep || measure) publish();
  if (keep) options_.on_state(results_);
  return true;
}

void Completion::publish() {
  const auto start = Clock::now();
  WidthRange widths;
  for (std::size_t c = 0; c < places_.size(); ++c) {
    CellResult& cell = results_.cells[places_[c]];
    if (!cell.done) cell = run_.result(c);
    if (!cell.begun() || !progress_.shown()) continue;
    widths.add(interval_widths(results_.config, plan_.job.source.shape, cell));
  }
  progress_.set_widths(widths, run_.finished(), seconds_since(start));
  if (first_found_) std::exchange(first_found_, {})();
}

}  // namespace brink
