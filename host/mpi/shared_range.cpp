// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/mpi/shared_range.hpp"

#include <utility>

#include "host/mpi/messages.hpp"

namespace brink {
namespace {

// A rank already has its next block while it computes one, so that it never waits for root.
constexpr int blocks_in_hand = 2;

void add(std::vector<CellTally> found, std::vector<CellTally>& total) {
  for (std::size_t cell = 0; cell < total.size(); ++cell) total[cell].add(std::move(found[cell]));
}

}  // namespace

SharedRange::SharedRange(Channel& channel, Blocks blocks, Speeds& speeds,
                         std::vector<unsigned> threads)
    : channel_(channel),
      blocks_(blocks),
      speeds_(speeds),
      threads_(std::move(threads)),
      closed_(threads_.size()),
      missing_(threads_.size() - 1) {}

std::optional<ImageRange> SharedRange::next_block(unsigned rank) {
  const std::lock_guard lock(mutex_);
  return blocks_.take(rank, threads_[rank], speeds_);
}

void SharedRange::note(unsigned rank, std::uint64_t images, double seconds) {
  const std::lock_guard lock(mutex_);
  speeds_.note(rank, images, seconds);
}

void SharedRange::feed(unsigned rank) {
  if (closed_[rank]) return;
  if (const auto block = next_block(rank)) {
    channel_.send(rank, Tag::block, encode(*block));
  } else {
    closed_[rank] = true;
    channel_.send(rank, Tag::close, {});
  }
}

void SharedRange::start(const GroupRunner& local, const GroupJob& job, const GroupOptions& options,
                        std::function<void()> wake) {
  total_ = job.tallies();
  grids_ = job.grids;
  progress_ = options.progress;
  for (int round = 0; round < blocks_in_hand; ++round) {
    for (unsigned rank = 1; rank < threads_.size(); ++rank) feed(rank);
  }
  BlockSource source{
      [this] { return next_block(Channel::root); },
      [this](std::uint64_t images, double seconds) { note(Channel::root, images, seconds); }};
  own_.emplace(local, job, options, std::move(source), std::move(wake));
}

void SharedRange::handle(const Message& message) {
  constexpr double nanosecond = 1e-9;
  if (message.tag == Tag::done) {
    const DoneMessage done = decode_done(message.words);
    note(message.from, done.images, static_cast<double>(done.nanoseconds) * nanosecond);
    progress_(done.images);
    feed(message.from);
  } else if (message.tag == Tag::tallies) {
    add(decode_tallies(message.words, total_.size(), grids_), total_);
    --missing_;
  }
}

bool SharedRange::finished() {
  if (!own_added_ && own_->finished()) {
    add(own_->take(), total_);
    own_added_ = true;
  }
  return own_added_ && missing_ == 0;
}

std::vector<CellTally> SharedRange::take() { return std::move(total_); }

}  // namespace brink
