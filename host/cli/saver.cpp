// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/cli/saver.hpp"

#include <algorithm>

#include "host/result/writing.hpp"

namespace brink {
namespace {

/// A file of many or wide tallies takes seconds to save: at most 5 % of the run.
constexpr int work_per_saving = 20;

/// What tells the states of one run apart: images are only ever added to a cell, until
/// it is done.
std::vector<std::uint64_t> state_of(const Results& results) {
  std::vector<std::uint64_t> state;
  for (const CellResult& cell : results.cells) {
    state.push_back(cell.samples);
    state.push_back(cell.done ? 1 : 0);
  }
  return state;
}

}  // namespace

bool Saver::due(double ahead) const {
  using Seconds = std::chrono::duration<double>;
  // Where saving alone takes longer than that, it takes half of the time.
  const Seconds wait = std::max<Seconds>(longest_wait_ - Seconds(ahead) - cost_, cost_);
  return Clock::now() - saved_ >= wait;
}

void Saver::maybe_save(const Results& results) {
  if (Clock::now() - saved_ >= work_per_saving * cost_ || due()) save(results);
}

void Saver::save_end(const Results& results) {
  if (state_of(results) != saved_state_) save(results);
}

void Saver::save(const Results& results) {
  const auto start = Clock::now();
  write_results(results, path_);
  saved_ = Clock::now();
  cost_ = saved_ - start;
  saved_state_ = state_of(results);
}

}  // namespace brink
