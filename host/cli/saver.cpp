// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/cli/saver.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <exception>
#include <string>
#include <thread>

#include "host/error.hpp"
#include "host/result/file/writing.hpp"
#include "host/tell.hpp"

namespace brink {
namespace {

/// A file of many or wide tallies takes seconds to save. Saving takes at most 5 % of the run.
constexpr int work_per_saving = 20;
/// The pauses after failed saves double up to the longest pause.
constexpr double first_pause_s = 0.5, longest_pause_s = 60;
/// The pauses before each attempt at the last save. Together they are shorter than the time that
/// batch systems grant.
constexpr std::array last_pauses_s = {0.0, 0.5, 1.0, 2.0};

/// What distinguishes the states of one run: images are only ever added to a cell, until the cell
/// is done; then its rounded tallies are refined.
std::vector<std::uint64_t> state_of(const Results& results) {
  std::vector<std::uint64_t> state;
  for (const CellResult& cell : results.cells) {
    state.push_back(cell.samples);
    state.push_back((cell.done ? 1 : 0) + (cell.refined() ? 1 : 0));
  }
  return state;
}

std::uint64_t images_in(const std::vector<std::uint64_t>& state) {
  std::uint64_t images = 0;
  for (std::size_t i = 0; i < state.size(); i += 2) images += state[i];
  return images;
}

/// What a run loses if its last save failed.
std::string loss(const std::string& path, const std::vector<std::uint64_t>& saved,
                 const std::vector<std::uint64_t>& now) {
  if (saved.empty()) {
    return fmt::format("lost: all that this run computed; an earlier {} is untouched", path);
  }
  const std::uint64_t images = images_in(now), kept = images_in(saved);
  return fmt::format(
      "lost: {} of {} images of all cells; {} holds the others, and --resume goes on "
      "from there",
      images - kept, images, path);
}

}  // namespace

Saver::Seconds Saver::pause() const {
  return Seconds(std::min(longest_pause_s, std::ldexp(first_pause_s, failures_ - 1)));
}

bool Saver::due(double ahead) const {
  if (failures_ > 0) return now_() - failed_ + Seconds(ahead) >= pause();
  // A large file is saved less often, so that saving never takes more than its share.
  const Seconds wait =
      std::max<Seconds>(longest_wait_ - Seconds(ahead) - cost_, work_per_saving * cost_);
  return now_() - saved_ >= wait;
}

void Saver::maybe_save(const Results& results) {
  const bool cheap = failures_ == 0 && now_() - saved_ >= work_per_saving * cost_;
  if (cheap || due()) save_now(results);
}

bool Saver::save_now(const Results& results) {
  if (state_of(results) == saved_state_) return true;
  const bool failing = failures_ > 0;
  const std::string reason = try_to_save(results);
  if (!reason.empty()) {
    tell(fmt::format("{}; computing goes on, and saving is tried again in {:g} s", reason,
                     pause().count()));
  } else if (failing) {
    tell(output_.path() + ": saving works again");
  }
  return reason.empty();
}

void Saver::save_end(const Results& results) {
  if (state_of(results) == saved_state_) return;
  std::string reason;
  for (const double pause : last_pauses_s) {
    std::this_thread::sleep_for(Seconds(pause));
    reason = try_to_save(results);
    if (reason.empty()) return;
  }
  throw Error(Exit::failed, reason + "; " + loss(output_.path(), saved_state_, state_of(results)));
}

std::string Saver::try_to_save(const Results& results) {
  try {
    save(results);
    failures_ = 0;
    return {};
  } catch (const Occupied&) {
    throw;
  } catch (const std::exception& error) {  // includes too little memory for the file
    ++failures_;
    failed_ = now_();
    return error.what();
  }
}

void Saver::save(const Results& results) {
  const auto start = now_();
  output_.write(result_image(results));
  saved_ = now_();
  cost_ = saved_ - start;
  saved_state_ = state_of(results);
}

}  // namespace brink
