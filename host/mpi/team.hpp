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

/// The other ranks as root sees them. They compute blocks of images. Root hands out the blocks,
/// computes blocks as well, and adds up the integers.
class Team {
 public:
  /// With `block` above 0, every block has that many images, and no range is too small to share.
  explicit Team(Channel& channel, std::uint64_t block = 0);
  Team(const Team&) = delete;
  Team& operator=(const Team&) = delete;

  unsigned ranks() const { return channel_.ranks(); }
  /// Root's number among the ranks of its machine.
  unsigned local_rank() const { return channel_.local_rank(); }
  /// Root's share of its machine's cores.
  unsigned fair_threads() const { return channel_.fair_threads(); }

  /// Hands the config to all ranks and waits until they are ready. `threads` is the number for
  /// each rank; 0 means its fair share of its machine. `interrupted` must outlive the team.
  /// @throw Error where a rank runs another version, or `interrupted` became true
  void set_up(const Config& config, unsigned threads, const std::atomic<bool>& interrupted);

  /// The number of threads that compute, on all ranks together.
  unsigned threads(unsigned root_threads) const;
  /// A text to follow the description of root, such as " on each of 4 ranks on 2 hosts".
  std::string description(unsigned root_threads) const;

  /// The runner that computes ranges of images on all ranks. Blocks run with `local` on root and,
  /// on the other ranks, with the runner given to serve(). The integers are the same as those of
  /// `local` alone. There is no tally if root or a rank was interrupted, however brief the range,
  /// because launchers kill a second after they have told all ranks to end; from then on the
  /// runner returns no tallies. The runner @throw Error where a rank fails. It must not outlive
  /// the team.
  GroupRunner runner(GroupRunner local);

  /// A rank that serves answers within milliseconds. If it is building the classes of a shape,
  /// that may take seconds, and more on a crowded machine. A rank that was killed never answers.
  static constexpr std::chrono::seconds patience{60};

  /// Ends the service of all ranks, which return `code`. Returns false where a rank does not
  /// answer in time; only Channel::abort() can then end the ranks.
  bool end(Exit code, std::chrono::milliseconds longest_wait = patience);

 private:
  std::vector<CellTally> run(const GroupRunner& local, const GroupJob& job, std::uint64_t first,
                             std::uint64_t count, const GroupOptions& options);
  void tell_all(Tag tag, const Words& words);
  [[noreturn]] void fail(const Message& message) const;

  bool interrupted(const GroupOptions& options) const;

  Channel& channel_;
  std::uint64_t fixed_block_;
  std::vector<ReadyMessage> ready_;       ///< [rank]; the entry of root is unused
  std::vector<std::string> classifiers_;  ///< their names, in the config's order
  Speeds speeds_;                         ///< at the shape of the last range
  Shape shape_{};
  const std::atomic<bool>* interrupted_ = nullptr;
  bool stopped_ = false;
};

}  // namespace brink
