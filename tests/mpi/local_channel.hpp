// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <mutex>
#include <vector>

#include "host/mpi/channel.hpp"

namespace brink {

/// The mailboxes of ranks that are threads of this process.
class LocalNetwork {
 public:
  explicit LocalNetwork(unsigned ranks) : boxes_(ranks) {}

  unsigned ranks() const { return static_cast<unsigned>(boxes_.size()); }
  void put(unsigned to, Message message) {
    const std::lock_guard lock(mutex_);
    boxes_.at(to).push_back(std::move(message));
  }
  std::optional<Message> get(unsigned rank) {
    const std::lock_guard lock(mutex_);
    auto& box = boxes_.at(rank);
    if (box.empty()) return std::nullopt;
    Message message = std::move(box.front());
    box.pop_front();
    return message;
  }

 private:
  std::mutex mutex_;
  std::vector<std::deque<Message>> boxes_;
};

/// A rank's end of a LocalNetwork.
class LocalChannel : public Channel {
 public:
  LocalChannel(LocalNetwork& network, unsigned rank) : network_(network), rank_(rank) {}

  unsigned rank() const override { return rank_; }
  unsigned ranks() const override { return network_.ranks(); }
  unsigned local_rank() const override { return rank_ % ranks_of_a_host; }
  unsigned fair_threads() const override { return 2; }
  std::string host() const override { return "host" + std::to_string(rank_ / ranks_of_a_host); }
  void send(unsigned to, Tag tag, const Words& words) override {
    if (lost) throw LostConnection("gone");
    network_.put(to, {rank_, tag, words});
  }
  std::optional<Message> poll() override { return network_.get(rank_); }
  void leave() override {}
  void abort(Exit) override {}

  static constexpr unsigned ranks_of_a_host = 2;

  bool lost = false;  ///< from now on nothing can be sent

 private:
  LocalNetwork& network_;
  unsigned rank_;
};

}  // namespace brink
