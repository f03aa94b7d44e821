// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "host/config/config.hpp"
#include "host/mpi/blocks.hpp"
#include "host/mpi/channel.hpp"
#include "host/mpi/messages.hpp"
#include "host/run/runner.hpp"

namespace brink {

/// Root's side of the ranks: they compute blocks of images, root hands them out,
/// computes as well, and adds up the integers.
class Team {
 public:
  /// `block` above 0: images of every block, and no range is too small to share.
  explicit Team(Channel& channel, std::uint64_t block = 0);
  Team(const Team&) = delete;
  Team& operator=(const Team&) = delete;

  unsigned ranks() const { return channel_.ranks(); }
  /// Root's number among the ranks of its machine.
  unsigned local_rank() const { return channel_.local_rank(); }
  /// Root's share of its machine's cores.
  unsigned fair_threads() const { return channel_.fair_threads(); }

  /// Hands the config to all ranks and waits until they are ready. `threads` of each;
  /// 0: its fair share of its machine. `interrupted` must outlive the team.
  /// @throw Error: a rank runs another version; `interrupted` became true
  void set_up(const Config& config, unsigned threads, const std::atomic<bool>& interrupted);

  /// Threads that compute, of all ranks together.
  unsigned threads(unsigned root_threads) const;
  /// " on each of 4 ranks on 2 hosts", to stand behind a description of root.
  std::string description(unsigned root_threads) const;

  /// Carries out ranges of images on all ranks; each runs its blocks with `local` on
  /// root and with what serve() was given elsewhere. Same integers as `local` alone.
  /// No tally if root or a rank was interrupted, however brief the range (launchers
  /// kill a second after they have told all ranks to end); from then on none at all.
  /// The runner @throw Error where a rank fails; it must not outlive the team.
  GroupRunner runner(GroupRunner local);

  /// A rank that serves answers within milliseconds, or once it has built the classes
  /// of a shape, which may take seconds. One that was killed never does.
  static constexpr std::chrono::seconds patience{10};

  /// Ends the service of all ranks; they return `code`. False where one does not
  /// answer in time: only Channel::abort() can then end them.
  bool end(Exit code, std::chrono::milliseconds longest_wait = patience);

 private:
  std::vector<CellTally> run(const GroupRunner& local, const GroupJob& job, std::uint64_t first,
                             std::uint64_t count, const GroupOptions& options);
  void tell_all(Tag tag, const Words& words);
  [[noreturn]] void fail(const Message& message) const;

  bool interrupted(const GroupOptions& options) const;

  Channel& channel_;
  std::uint64_t fixed_block_;
  std::vector<ReadyMessage> ready_;       ///< [rank], root's unused
  std::vector<std::string> classifiers_;  ///< their names, in the config's order
  Speeds speeds_;                         ///< at the shape of the last range
  Shape shape_{};
  const std::atomic<bool>* interrupted_ = nullptr;
  bool stopped_ = false;
};

}  // namespace brink
