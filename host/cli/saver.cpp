// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/cli/saver.hpp"

#include <algorithm>

#include "host/result/writing.hpp"

namespace brink {
namespace {

/// A save every 30 seconds is promised; a slice of images may come before it.
constexpr std::chrono::seconds longest_wait{30};
constexpr std::chrono::seconds for_a_slice{2};
/// A file of many or wide tallies takes seconds to save: at most 5 % of the run.
constexpr int work_per_saving = 20;

}  // namespace

bool Saver::due() const {
  // Where saving alone takes longer than that, it takes half of the time.
  const Clock::duration wait = std::max<Clock::duration>(longest_wait - for_a_slice - cost_, cost_);
  return Clock::now() - saved_ >= wait;
}

void Saver::maybe_save(const Results& results) {
  if (Clock::now() - saved_ >= work_per_saving * cost_ || due()) save(results);
}

void Saver::save(const Results& results) {
  const auto start = Clock::now();
  write_results(results, path_);
  saved_ = Clock::now();
  cost_ = saved_ - start;
}

}  // namespace brink
