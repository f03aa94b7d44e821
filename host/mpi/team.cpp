// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/mpi/team.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "host/mpi/build_name.hpp"
#include "host/mpi/pause.hpp"
#include "host/mpi/share_of_work.hpp"
#include "host/mpi/shared_range.hpp"

namespace brink {

Team::Team(Channel& channel, std::uint64_t block)
    : channel_(channel), fixed_block_(block), ready_(channel.ranks()), speeds_(channel.ranks()) {}

void Team::tell_all(Tag tag, const Words& words) {
  for (unsigned rank = 1; rank < ranks(); ++rank) channel_.send(rank, tag, words);
}

void Team::fail(const Message& message) const {
  const std::string& host = ready_[message.from].host;
  throw Error(Exit::failed, fmt::format("rank {}{}{}: {}", message.from, host.empty() ? "" : " on ",
                                        host, decode_text(message.words)));
}

void Team::set_up(const Config& config, unsigned threads, const std::atomic<bool>& interrupted) {
  interrupted_ = &interrupted;
  classifiers_.clear();
  for (const ClassifierConfig& classifier : config.classifiers) {
    classifiers_.push_back(classifier.name);
  }
  tell_all(Tag::setup, encode(SetupMessage{build_name(), config.name, config.text, threads}));
  Pause pause;
  for (unsigned missing = ranks() - 1; missing > 0;) {
    if (interrupted.load()) {
      throw Error(Exit::interrupted, "interrupted before all ranks were ready");
    }
    const auto message = channel_.poll();
    if (!message) {
      pause.sleep();
    } else if (message->tag == Tag::ready) {
      ready_[message->from] = decode_ready(message->words);
      --missing;
    } else if (message->tag == Tag::failed) {
      fail(*message);
    } else if (message->tag == Tag::stopped) {
      throw Error(Exit::interrupted, "interrupted before all ranks were ready");
    }
  }
}

unsigned Team::threads(unsigned root_threads) const {
  std::uint64_t all = root_threads;
  for (unsigned rank = 1; rank < ranks(); ++rank) all += ready_[rank].threads;
  return static_cast<unsigned>(all);
}

std::string Team::description(unsigned root_threads) const {
  std::set<std::string> hosts = {channel_.host()};
  bool alike = true;
  for (unsigned rank = 1; rank < ranks(); ++rank) {
    hosts.insert(ready_[rank].host);
    alike = alike && ready_[rank].threads == root_threads;
  }
  const std::string where = hosts.size() > 1 ? fmt::format(" on {} hosts", hosts.size()) : "";
  if (alike) return fmt::format(" on each of {} ranks{}", ranks(), where);
  return fmt::format(" on root, {} threads on {} ranks{}", threads(root_threads), ranks(), where);
}

bool Team::interrupted(const GroupOptions& options) const {
  return (interrupted_ != nullptr && interrupted_->load()) ||
         (options.cancelled != nullptr && options.cancelled->load());
}

GroupRunner Team::runner(GroupRunner local) {
  return [this, local = std::move(local)](const GroupJob& job, std::uint64_t first,
                                          std::uint64_t count, const GroupOptions& options) {
    return run(local, job, first, count, options);
  };
}

std::vector<CellTally> Team::run(const GroupRunner& local, const GroupJob& job, std::uint64_t first,
                                 std::uint64_t count, const GroupOptions& options) {
  if (stopped_) return {};
  if (fixed_block_ == 0 && !worth_sharing(job, count)) return local(job, first, count, options);
  if (!same_shape(shape_, job.source.shape)) {
    speeds_ = Speeds(ranks());
    shape_ = job.source.shape;
  }
  RangeMessage range{shape_, {}, job.looks};
  for (const CellJob& cell : job.cells) {
    const auto found = std::find(classifiers_.begin(), classifiers_.end(), cell.config->name);
    range.cells.push_back(
        {static_cast<std::uint64_t>(found - classifiers_.begin()), cell.plan.threshold});
  }
  tell_all(Tag::range, encode(range));

  std::vector<unsigned> threads = {options.threads};
  for (unsigned rank = 1; rank < ranks(); ++rank) {
    threads.push_back(static_cast<unsigned>(ready_[rank].threads));
  }
  Pause pause;
  SharedRange shared(channel_, Blocks(first, count, block_sizes(job, fixed_block_)), speeds_,
                     threads);
  shared.start(local, job, options, [&] { pause.ring(); });
  while (!shared.finished()) {
    stopped_ = interrupted(options);
    const auto message = stopped_ ? std::nullopt : channel_.poll();
    if (message && message->tag == Tag::failed) fail(*message);
    if (message && message->tag == Tag::stopped) stopped_ = true;
    if (stopped_) {
      tell_all(Tag::drop, {});
      return {};
    }
    if (message) {
      shared.handle(*message);
      pause.reset();
    } else {
      pause.sleep();
    }
  }
  return shared.take();
}

bool Team::end(Exit code, std::chrono::milliseconds longest_wait) {
  try {
    tell_all(Tag::end, encode(static_cast<std::uint64_t>(code)));
    const auto deadline = std::chrono::steady_clock::now() + longest_wait;
    Pause pause;
    for (unsigned missing = ranks() - 1; missing > 0;) {
      // Messages on their way are received and ignored, because a rank may wait for that.
      const auto message = channel_.poll();
      if (message && message->tag == Tag::bye) --missing;
      if (message) continue;
      if (std::chrono::steady_clock::now() > deadline) return false;
      pause.sleep();
    }
    return true;
  } catch (const LostConnection&) {
    return false;
  }
}

}  // namespace brink
